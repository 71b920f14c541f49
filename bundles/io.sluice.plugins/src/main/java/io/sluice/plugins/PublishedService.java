// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.plugin.PluginId;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * A run as others see it: registered as a service while it has ingresses, and never again after it
 * was withdrawn. {@link #show} is for one thread, {@link #withdraw} for any.
 */
final class PublishedService implements RunningService {

  private final BundleContext context;
  private final PluginId plugin;
  private volatile List<RunningIngress> ingresses = List.of();
  private @Nullable ServiceRegistration<RunningService> registration;
  private boolean withdrawn;
  private long revision;

  PublishedService(BundleContext context, PluginId plugin) {
    this.context = context;
    this.plugin = plugin;
  }

  @Override
  public PluginId plugin() {
    return plugin;
  }

  @Override
  public List<RunningIngress> ingresses() {
    return ingresses;
  }

  /** Shows these ingresses from now on. The service registry is called without a lock. */
  void show(List<RunningIngress> now) {
    if (now.equals(ingresses)) {
      return;
    }
    ingresses = List.copyOf(now);
    revision++;
    ServiceRegistration<RunningService> shown = registration();
    if (now.isEmpty()) {
      hide();
    } else if (shown == null) {
      keep(context.registerService(RunningService.class, this, properties()));
    } else {
      update(shown);
    }
  }

  private void update(ServiceRegistration<RunningService> shown) {
    try {
      shown.setProperties(properties());
    } catch (IllegalStateException e) {
      if (registration() != null) {
        throw e;
      }
      // It was withdrawn just now.
    }
  }

  private Dictionary<String, ?> properties() {
    return FrameworkUtil.asDictionary(Map.of(PLUGIN, plugin.name(), REVISION, revision));
  }

  private synchronized @Nullable ServiceRegistration<RunningService> registration() {
    return registration;
  }

  private void keep(ServiceRegistration<RunningService> made) {
    synchronized (this) {
      if (!withdrawn) {
        registration = made;
        return;
      }
    }
    made.unregister();
  }

  private void hide() {
    ServiceRegistration<RunningService> shown;
    synchronized (this) {
      shown = registration;
      registration = null;
    }
    if (shown != null) {
      shown.unregister();
    }
  }

  /** Hides the run for good. */
  void withdraw() {
    synchronized (this) {
      withdrawn = true;
    }
    hide();
  }
}
