// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.plugins.Fact.BundleGone;
import io.sluice.plugins.Fact.BundleMoved;
import io.sluice.plugins.Fact.BundleRead;
import io.sluice.plugins.Fact.HandlerWithdrawn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    all.forEach(PluginLife::end);
    long deadline = deadline();
    all.forEach(life -> await(life, life.end(), deadline));
    tracker.close();
  }

  @Override
  public Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
    if (BundleReader.isPlugin(bundle)) {
      readLater(bundle);
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

  /**
   * An update can make a plugin of another bundle, and the other way round. Felix takes the entries
   * away for a moment after it told of an update: they are read now.
   */
  private void updated(Bundle bundle) {
    if (BundleReader.isPlugin(bundle)) {
      plugins.add(bundle.getBundleId());
      loop.post(new BundleRead(BundleReader.read(bundle)));
    } else {
      gone(bundle.getBundleId());
    }
  }

  private void readLater(Bundle bundle) {
    long modified = bundle.getLastModified();
    plugins.add(bundle.getBundleId());
    loop.find(() -> readIfSame(bundle, modified));
  }

  /**
   * Of a bundle that was updated or uninstalled since, or while it is read, there is other news,
   * and that it cannot be read is no error.
   */
  static Optional<Fact> readIfSame(Bundle bundle, long modified) {
    try {
      PluginBundle read = BundleReader.read(bundle);
      return isSame(bundle, modified) ? Optional.of(new BundleRead(read)) : Optional.empty();
    } catch (IllegalStateException e) {
      if (isSame(bundle, modified)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isSame(Bundle bundle, long modified) {
    return bundle.getLastModified() == modified && bundle.getState() != Bundle.UNINSTALLED;
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
      await(life, life.end(), deadline());
    }
  }

  /**
   * Ends what a handler does, which is about to go, and waits for it. The fact is posted before the
   * wait, so that peers do not have to wait too.
   */
  void withdraw(long bundleId, long serviceId, ServiceReference<IngressHandler> handler) {
    PluginLife life = lives.get(bundleId);
    if (life == null) {
      loop.post(new HandlerWithdrawn(bundleId, serviceId));
      return;
    }
    CompletionStage<Void> quiet = life.withdraw(handler);
    loop.post(new HandlerWithdrawn(bundleId, serviceId));
    await(life, quiet, deadline());
  }

  private static long deadline() {
    return System.nanoTime() + END_LIMIT.toNanos();
  }

  /** The end of a handler and that of its bundle are told one after the other: waits but once. */
  private static void await(PluginLife life, CompletionStage<Void> quiet, long deadline) {
    if (!life.hasLeftBehind() && !isQuietBy(deadline, quiet)) {
      life.leaveBehind(quiet);
      LOG.warn("a handler is left behind, since it did not return when it was interrupted");
    }
  }

  private static boolean isQuietBy(long deadline, CompletionStage<Void> quiet) {
    try {
      quiet.toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return true;
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
