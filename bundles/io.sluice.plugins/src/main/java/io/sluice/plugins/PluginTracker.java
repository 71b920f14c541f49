// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.plugins.Fact.BundleGone;
import io.sluice.plugins.Fact.BundleMoved;
import io.sluice.plugins.Fact.BundleRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the plugin bundles from their installation to their end. It posts facts and returns; the
 * end of a life alone is awaited, for a bounded time, on the framework's thread.
 */
final class PluginTracker implements BundleTrackerCustomizer<Bundle> {

  private static final Logger LOG = LoggerFactory.getLogger(PluginTracker.class);

  /** A little longer than the grace, so that an interrupted handler can still come to its end. */
  private static final Duration END_LIMIT = PluginLife.GRACE.plusMillis(500);

  private static final int STATES =
      Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

  private final RosterLoop loop;
  private final LifeServices services;
  private final BundleTracker<Bundle> tracker;
  private final Set<Long> plugins = ConcurrentHashMap.newKeySet();
  private final Map<Long, PluginLife> lives = new ConcurrentHashMap<>();

  PluginTracker(BundleContext context, RosterLoop loop, LifeServices services) {
    this.loop = loop;
    this.services = services;
    this.tracker = new BundleTracker<>(context, STATES, this);
  }

  void open() {
    tracker.open();
    // The tracker passes over what happens to a bundle while it is being added.
    tracker.getTracked().forEach((bundle, tracked) -> modifiedBundle(bundle, null, tracked));
  }

  /** Ends all lives at once and stops following. */
  void close() {
    List<PluginLife> all = new ArrayList<>();
    lives.keySet().forEach(id -> Optional.ofNullable(lives.remove(id)).ifPresent(all::add));
    await(
        CompletableFuture.allOf(
            all.stream()
                .map(life -> life.end().toCompletableFuture())
                .toArray(CompletableFuture[]::new)));
    tracker.close();
  }

  @Override
  public Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
    if (BundleReader.isPlugin(bundle)) {
      read(bundle);
      moved(bundle);
    }
    return bundle;
  }

  @Override
  public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
    if (event != null && event.getType() == BundleEvent.UPDATED) {
      updated(bundle);
    } else if (plugins.contains(bundle.getBundleId())) {
      moved(bundle);
    }
  }

  /** An update can make a plugin of another bundle, and the other way round. */
  private void updated(Bundle bundle) {
    if (BundleReader.isPlugin(bundle)) {
      read(bundle);
    } else {
      gone(bundle.getBundleId());
    }
  }

  private void read(Bundle bundle) {
    plugins.add(bundle.getBundleId());
    loop.find(() -> find(bundle));
  }

  /** The bundle may have been uninstalled since, or while it is read. */
  private static Fact find(Bundle bundle) {
    PluginBundle read = BundleReader.read(bundle);
    return bundle.getState() == Bundle.UNINSTALLED
        ? new BundleGone(bundle.getBundleId())
        : new BundleRead(read);
  }

  private void moved(Bundle bundle) {
    long id = bundle.getBundleId();
    int state = bundle.getState();
    if (state == Bundle.ACTIVE) {
      PluginLife life = lives.computeIfAbsent(id, key -> new PluginLife(services));
      loop.post(new BundleMoved(id, stateName(state), life));
      // Another thread may have stopped it, and have looked for the life before it was there.
      state = bundle.getState();
    }
    if (state != Bundle.ACTIVE) {
      end(id);
      loop.post(new BundleMoved(id, stateName(state), null));
    }
  }

  @Override
  public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
    gone(bundle.getBundleId());
  }

  private void gone(long bundleId) {
    if (plugins.remove(bundleId)) {
      end(bundleId);
      loop.post(new BundleGone(bundleId));
    }
  }

  private void end(long bundleId) {
    PluginLife life = lives.remove(bundleId);
    if (life != null) {
      await(life.end());
    }
  }

  /** Ends what a handler does, which is about to go, and waits for it. */
  void withdraw(long bundleId, ServiceReference<IngressHandler> handler) {
    PluginLife life = lives.get(bundleId);
    if (life != null) {
      await(life.withdraw(handler));
    }
  }

  private static void await(CompletionStage<Void> quiet) {
    try {
      quiet.toCompletableFuture().get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.warn("a handler is left behind, since it did not return when it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String stateName(int state) {
    return switch (state) {
      case Bundle.INSTALLED -> "INSTALLED";
      case Bundle.RESOLVED -> "RESOLVED";
      case Bundle.STARTING -> "STARTING";
      case Bundle.ACTIVE -> "ACTIVE";
      case Bundle.STOPPING -> "STOPPING";
      default -> "UNINSTALLED";
    };
  }
}
