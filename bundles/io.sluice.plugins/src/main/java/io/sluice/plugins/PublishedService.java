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
 * A run as others see it: registered as a service while it has ingresses. After it was withdrawn it
 * has none, and stays unregistered. {@link #show} is for one thread, {@link #withdraw} for any.
 *
 * <p>The service registry is called without a lock. So a run can be withdrawn while it is being
 * registered: then it is unregistered by the thread that registered it.
 */
final class PublishedService implements RunningService {

  private final BundleContext context;
  private final PluginId plugin;
  private List<RunningIngress> ingresses = List.of();
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
  public synchronized List<RunningIngress> ingresses() {
    return ingresses;
  }

  /** Shows these ingresses from now on, unless the run was withdrawn. */
  void show(List<RunningIngress> now) {
    if (!take(now)) {
      return;
    }
    ServiceRegistration<RunningService> shown = registration();
    if (now.isEmpty()) {
      unregister();
    } else if (shown != null) {
      update(shown);
    } else if (!keep(context.registerService(RunningService.class, this, properties()))) {
      unregister();
    }
  }

  private synchronized boolean take(List<RunningIngress> now) {
    if (withdrawn || now.equals(ingresses)) {
      return false;
    }
    ingresses = List.copyOf(now);
    revision++;
    return true;
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

  private synchronized Dictionary<String, ?> properties() {
    return FrameworkUtil.asDictionary(Map.of(PLUGIN, plugin.name(), REVISION, revision));
  }

  private synchronized @Nullable ServiceRegistration<RunningService> registration() {
    return registration;
  }

  private synchronized boolean keep(ServiceRegistration<RunningService> made) {
    registration = made;
    return !withdrawn;
  }

  /** Hides the run for good. It may be called again. */
  void withdraw() {
    synchronized (this) {
      withdrawn = true;
      ingresses = List.of();
    }
    unregister();
  }

  private void unregister() {
    ServiceRegistration<RunningService> shown;
    synchronized (this) {
      shown = registration;
      registration = null;
    }
    if (shown != null) {
      unregister(shown);
    }
  }

  private static void unregister(ServiceRegistration<RunningService> shown) {
    try {
      shown.unregister();
    } catch (IllegalStateException e) {
      // The framework did it, since the host's bundle is stopped.
    }
  }
}
