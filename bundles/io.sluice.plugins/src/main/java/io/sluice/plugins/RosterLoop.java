// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.RosterListener;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds facts into the roster and has the lives follow. Owns the thread {@code sluice-roster},
 * which alone changes the roster; everybody may read it.
 */
final class RosterLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RosterLoop.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Clock clock;
  private final Declarations declarations;
  private final BlockingQueue<Supplier<Optional<Fact>>> facts = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "sluice-roster");
  private final List<RosterListener> listeners = new CopyOnWriteArrayList<>();
  private final ToldPlugins told = new ToldPlugins();
  private volatile Roster roster;

  RosterLoop(Roster initial, Clock clock, Declarations declarations) {
    this.roster = initial;
    this.clock = clock;
    this.declarations = declarations;
  }

  void start() {
    thread.start();
  }

  Roster roster() {
    return roster;
  }

  void add(RosterListener listener) {
    listeners.add(listener);
  }

  void remove(RosterListener listener) {
    listeners.remove(listener);
  }

  /** Takes note of a fact. From any thread; does not wait. */
  void post(Fact fact) {
    facts.add(() -> Optional.of(fact));
  }

  /** Takes note of a fact that takes a while to find out, and may turn out to be none. */
  void find(Supplier<Optional<Fact>> fact) {
    facts.add(fact);
  }

  private void run() {
    try {
      while (true) {
        List<Supplier<Optional<Fact>>> taken = new ArrayList<>();
        taken.add(facts.take());
        facts.drainTo(taken);
        Roster before = roster;
        taken.forEach(this::fold);
        follow(before, roster);
        safely("what there is to tell of the plugins was lost", this::tell);
      }
    } catch (InterruptedException e) {
      // It is closed.
    } finally {
      declarations.close();
    }
  }

  private void tell() {
    List<PluginReport> plugins = told.of(roster.entries());
    listeners.forEach(
        listener ->
            safely(
                "a listener failed to take note of the plugins",
                () -> listener.rosterChanged(plugins)));
  }

  private void fold(Supplier<Optional<Fact>> fact) {
    safely("a fact about the plugins was lost", () -> fact.get().ifPresent(this::fold));
  }

  private void fold(Fact fact) {
    roster = roster.fold(fact, clock.instant());
  }

  private void follow(Roster before, Roster now) {
    if (now.entries() == before.entries()) {
      return;
    }
    safely("not all plugins were declared", () -> declarations.follow(now));
    now.entries()
        .forEach(
            (id, entry) -> {
              if (!entry.equals(before.entries().get(id))) {
                safely("a plugin did not follow its plan", () -> follow(id, entry));
              }
            });
  }

  private void follow(long id, PluginEntry entry) {
    PluginLife life = entry.life();
    if (life != null) {
      fold(new Fact.PlanApplied(id, life.follow(entry.plan())));
    }
  }

  /** The thread is everybody's: it outlives also an error that one plugin causes. */
  private static void safely(String failure, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.error(failure, e);
    }
  }

  /** Ends the thread, which then takes back what it declared. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
