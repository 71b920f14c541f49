// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.plugins.Fact.BundleGone;
import io.sluice.plugins.Fact.BundleMoved;
import io.sluice.plugins.Fact.BundleRead;
import io.sluice.plugins.Fact.HandlerWithdrawn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
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
  private final Map<Long, PluginLife> lives = new ConcurrentHashMap<>();

  PluginTracker(BundleContext context, RosterLoop loop, LifeServices services) {
    this.loop = loop;
    this.services = services;
    this.tracker = new BundleTracker<>(context, STATES, this);
  }

  void open() {
    tracker.open();
  }

  /** Ends all lives at once and stops following. */
  void close() {
    lives.values().forEach(PluginLife::end);
    long deadline = deadline();
    lives.values().forEach(life -> await(life, life.end(), deadline));
    tracker.close();
  }

  @Override
  public @Nullable Bundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
    if (!BundleReader.isPlugin(bundle)) {
      return bundle;
    }
    readLater(bundle);
    moved(bundle);
    return bundle;
  }

  @Override
  public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
    if (event != null && event.getType() == BundleEvent.UPDATED) {
      updated(bundle);
    } else {
      moved(bundle);
    }
  }

  /** Felix takes the entries away for a moment after it told of an update: they are read now. */
  private void updated(Bundle bundle) {
    loop.post(BundleReader.isPlugin(bundle) ? read(bundle) : new BundleGone(bundle.getBundleId()));
  }

  private static Fact read(Bundle bundle) {
    return new BundleRead(BundleReader.read(bundle), stateName(bundle));
  }

  /** What is another bundle by then, or none, is not read: there is newer news of it. */
  private void readLater(Bundle bundle) {
    long modified = bundle.getLastModified();
    BooleanSupplier same =
        () -> bundle.getLastModified() == modified && bundle.getState() != Bundle.UNINSTALLED;
    loop.find(
        () -> {
          try {
            return same.getAsBoolean() ? Optional.of(read(bundle)) : Optional.empty();
          } catch (RuntimeException e) {
            if (same.getAsBoolean()) {
              throw e;
            }
            return Optional.empty();
          }
        });
  }

  private void moved(Bundle bundle) {
    long id = bundle.getBundleId();
    if (bundle.getState() == Bundle.ACTIVE) {
      PluginLife life = lives.computeIfAbsent(id, key -> new PluginLife(services));
      loop.post(new BundleMoved(id, stateName(bundle), life));
    } else {
      end(id);
      loop.post(new BundleMoved(id, stateName(bundle), null));
    }
  }

  @Override
  public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Bundle tracked) {
    end(bundle.getBundleId());
    loop.post(new BundleGone(bundle.getBundleId()));
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
  void withdraw(long bundleId, long serviceId) {
    PluginLife life = lives.get(bundleId);
    CompletionStage<Void> quiet = life == null ? null : life.withdraw(serviceId);
    loop.post(new HandlerWithdrawn(bundleId, serviceId));
    if (life != null && quiet != null) {
      await(life, quiet, deadline());
    }
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

  private static String stateName(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.INSTALLED -> "INSTALLED";
      case Bundle.RESOLVED -> "RESOLVED";
      case Bundle.STARTING -> "STARTING";
      case Bundle.ACTIVE -> "ACTIVE";
      case Bundle.STOPPING -> "STOPPING";
      default -> "UNINSTALLED";
    };
  }
}
