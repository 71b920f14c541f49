// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestHost;
import io.sluice.api.request.RequestResult;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.ingress.IngressDispatcher;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The door for one bundle's requests: knows whose they are, and nothing else. */
@Component(scope = ServiceScope.BUNDLE)
public final class PluginRequests implements RequestHost {

  private final Door door;

  /**
   * Wires the parts.
   *
   * @param context names the bundle
   * @param requests sends the requests
   * @param authority knows which plugin the bundle is
   * @param dispatcher runs the plugin's code
   * @param diagnostics takes note of what goes wrong
   */
  @Activate
  public PluginRequests(
      ComponentContext context,
      @Reference RequestComponent requests,
      @Reference AuthorityRegistry authority,
      @Reference IngressDispatcher dispatcher,
      @Reference Diagnostics diagnostics) {
    long bundleId = context.getUsingBundle().getBundleId();
    this.door =
        new Door(
            request -> requests.send(bundleId, request),
            () -> authority.snapshot().plugin(bundleId).id(),
            dispatcher.callbacks(),
            diagnostics);
  }

  @Override
  public CompletionStage<RequestResult> send(HostRequest request) {
    return door.send(request);
  }

  @Deactivate
  void stop() {
    door.close();
  }
}
