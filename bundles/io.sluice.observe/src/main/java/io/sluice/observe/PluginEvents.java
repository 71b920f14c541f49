// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static java.util.Objects.requireNonNull;

import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.spi.authority.AuthorityRegistry;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The door for one bundle's events: knows whose they are, and nothing else. */
@Component(scope = ServiceScope.BUNDLE)
public final class PluginEvents implements EventPublisher {

  private final long bundleId;
  private final AuthorityRegistry authority;
  private final Publishing publishing;

  /**
   * Wires the parts.
   *
   * @param context names the bundle
   * @param authority knows which plugin the bundle is
   * @param publishing takes the events
   */
  @Activate
  public PluginEvents(
      ComponentContext context,
      @Reference AuthorityRegistry authority,
      @Reference Publishing publishing) {
    this.bundleId = context.getUsingBundle().getBundleId();
    this.authority = authority;
    this.publishing = publishing;
  }

  @Override
  public Publication publish(WorkerEvent event) {
    requireNonNull(event, "event");
    return authority
        .snapshot()
        .plugin(bundleId)
        .id()
        .map(plugin -> publishing.publish(plugin.name(), event))
        .orElse(Publication.CLOSED);
  }
}
