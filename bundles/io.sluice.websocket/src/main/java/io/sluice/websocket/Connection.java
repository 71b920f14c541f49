// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.PluginId;
import io.sluice.websocket.DialOrder.Turn;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source of a running service, connected or not. It is the one owner of its sockets.
 *
 * <p>Facts come from any thread and are taken up one at a time: the thread that does so asks {@link
 * Transitions} what follows, and does it, without a lock.
 */
final class Connection implements SocketOwner {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private static final CompletableFuture<Void> QUIET = CompletableFuture.completedFuture(null);

  private static final long LIMIT_CHECK_NANOS = 1_000_000_000L;

  private final ChannelContext context;
  private final Dialling dialling;
  private final AlarmClock alarm = new AlarmClock();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final OneByOne tasks = new OneByOne();

  /** Those who wait for it to be open; there before the first task. */
  private @Nullable CompletableFuture<Void> opened;

  /** Who is told when it has ended. What follows is written by the thread that is at the tasks. */
  private @Nullable Consumer<Connection> whenEnded;

  /** The volatile ones anybody reads. */
  private volatile State state = new State.Denied(0, "new");

  private volatile long stateSinceMillis;
  private volatile @Nullable Failure lastFailure;

  /** From the beginning on used by the timer's thread alone. */
  private long nextLimitCheck;

  /** A source of the manifest, which is not dialled before {@link #reconsider}. */
  Connection(PluginId plugin, RunningIngress ingress, Source source, DriverServices services) {
    this(plugin, ingress, source, services, of(plugin, ingress, source, services), false);
  }

  /** One that a command opens beside the sources of an ingress: once. */
  static Connection further(
      PluginId plugin, RunningIngress ingress, Source source, DriverServices services) {
    return new Connection(
        plugin, ingress, source, services, of(plugin, ingress, source, services), true);
  }

  /** One that is opened once, for whoever is behind the port, and not for an ingress. */
  static Connection pulled(
      PluginId plugin, RunningIngress standIn, Source source, DriverServices services) {
    return new Connection(
        plugin,
        standIn,
        source,
        services,
        SourceAuthority.withoutIngress(services.authority(), plugin.bundleId(), source.url()),
        true);
  }

  private static SourceAuthority of(
      PluginId plugin, RunningIngress ingress, Source source, DriverServices services) {
    return new SourceAuthority(services.authority(), plugin.bundleId(), ingress, source);
  }

  private Connection(
      PluginId plugin,
      RunningIngress ingress,
      Source source,
      DriverServices services,
      SourceAuthority authority,
      boolean once) {
    this.context =
        new ChannelContext(
            this,
            plugin,
            !once,
            ingress,
            source,
            services,
            new Traffic(),
            SendRate.of(source.spec().maxSendsPerMinute()));
    this.dialling = new Dialling(context, authority);
    this.stateSinceMillis = services.clockMillis().getAsLong();
    this.nextLimitCheck = services.nanoTime().getAsLong();
  }

  @Override
  public boolean isDialling(long dial) {
    return state instanceof State.Connecting && state.dial() == dial;
  }

  PluginId plugin() {
    return context.plugin();
  }

  private DriverServices services() {
    return context.services();
  }

  /** Tells whether this one comes in the place of another. */
  boolean isSuccessorOf(Connection other) {
    return plugin().name().equals(other.plugin().name())
        && ingress().spec().name().equals(other.ingress().spec().name());
  }

  /**
   * Completes when it is open for the first time; never if that does not come to pass. To be asked
   * for once, before it begins: most have nobody who waits for that.
   */
  CompletionStage<Void> opened() {
    CompletableFuture<Void> wanted = new CompletableFuture<>();
    opened = wanted;
    return wanted;
  }

  /** Completes when the connection has ended, and its socket is closed. */
  CompletionStage<Void> end() {
    return end;
  }

  /** Begins, and tells when it has ended: also when it was ended before. */
  void begin(Consumer<Connection> listener) {
    enter(
        () -> {
          whenEnded = listener;
          if (state instanceof State.Closed) {
            listener.accept(this);
          } else {
            takeAuthority();
          }
        });
  }

  /** Looks whether it may be dialled now, if anything has changed in what the plugin may do. */
  void reconsider() {
    enter(this::takeAuthority);
  }

  /**
   * Completes when what came in before is done, and nothing leaves that may not; at once if it may
   * be used.
   */
  CompletableFuture<Void> quiet() {
    if (mayBeUsed()) {
      return QUIET;
    }
    CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    enter(() -> caughtUp.complete(null));
    return caughtUp.thenCompose(unused -> flushed());
  }

  private boolean mayBeUsed() {
    Channel current = channel();
    return current == null
        ? dialling.authority().now().missing().isEmpty()
        : current.passage().isAllowed();
  }

  private CompletableFuture<Void> flushed() {
    Channel current = channel();
    return current == null ? QUIET : current.flushed();
  }

  /** Lets nothing out any more, from this moment on, whatever another thread is doing. */
  void cutOff() {
    dialling.cutOff();
  }

  /**
   * Which snapshot holds is asked here, where one comes after the other, and not by those who heard
   * of a new one, who may overtake each other.
   */
  private void takeAuthority() {
    SourceAuthority.Answer news = dialling.authority().news();
    if (news != null) {
      String missing = missing(news);
      take(missing.isEmpty() ? new Fact.Permitted() : new Fact.Forbidden(missing));
    } else {
      Channel current = channel();
      if (current != null) {
        current.sendOn();
      }
    }
  }

  /** What is missing for the source to be used, or for the way that its socket takes. */
  private String missing(SourceAuthority.Answer answer) {
    Channel current = channel();
    boolean inUse = state instanceof State.Connecting || state instanceof State.Connected;
    return inUse && current != null && current.dial() == state.dial()
        ? current.passage().missing(answer)
        : answer.missing();
  }

  @Override
  public void post(Fact fact) {
    enter(() -> take(fact));
  }

  @Override
  public void enter(Runnable task) {
    tasks.run(task, this::guard);
  }

  /** Whatever fails, those who come next are heard. */
  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("plugin={} source={}", plugin().name(), source().url().display(), e);
      post(broken(e));
    }
  }

  private void take(Fact fact) {
    Step step = next(fact);
    boolean entered = !step.state().name().equals(state.name());
    if (entered) {
      stateSinceMillis = services().clockMillis().getAsLong();
    }
    state = step.state();
    for (Action action : step.actions()) {
      try {
        perform(action);
      } catch (RuntimeException | Error e) {
        String what = action.getClass().getSimpleName();
        LOG.error(
            "plugin={} source={} action={}", plugin().name(), source().url().display(), what, e);
        post(broken(e));
      }
    }
    if (entered) {
      services().changes().accept(() -> report(Map.of()));
    }
    if (step.state() instanceof State.Closed) {
      if (whenEnded != null) {
        whenEnded.accept(this);
      }
      end.complete(null);
    }
  }

  private Step next(Fact fact) {
    Transitions lasting = new Transitions(context.spec().reconnect());
    return context.lasting()
        ? lasting.next(state, fact)
        : new OnceTransitions(lasting).next(state, fact);
  }

  /** What could not be done leaves no socket behind, and is tried again after a while. */
  private Fact broken(Throwable e) {
    Failure failure = Failure.internal(e);
    return state instanceof State.Connecting
        ? new Fact.DialFailed(state.dial(), failure)
        : new Fact.PeerLost(state.dial(), failure);
  }

  private void perform(Action action) {
    if (action instanceof Action.Dial dial) {
      dialling.begin(dial);
    } else if (action instanceof Action.SetAlarm set) {
      setAlarm(set.alarm(), delayNanos(set.alarm()));
    } else if (action instanceof Action.WaitForRetry wait) {
      Backoff backoff = new Backoff(context.spec().reconnect(), context.random());
      setAlarm(Alarm.RETRY, backoff.millis(wait.failure(), wait.tries()) * 1_000_000);
    } else if (action instanceof Action.ClearAlarm) {
      alarm.clear();
    } else if (action instanceof Action.Release) {
      dialling.releasePlace();
    } else {
      if (action instanceof Action.Cut cut && cut.dial() == state.dial()) {
        dialling.giveUpTurn();
      }
      Channel current = channel();
      if (current != null) {
        perform(action, current);
      }
    }
  }

  private void setAlarm(Alarm which, long delayNanos) {
    alarm.set(which, context.nanoTime().getAsLong() + delayNanos);
  }

  private void perform(Action action, Channel current) {
    Teller teller = context.teller();
    if (action instanceof Action.TellOpened) {
      services().channels().put(current);
      dialling.opened();
      teller.opened(current);
      if (opened != null) {
        opened.complete(null);
      }
      current.begin();
    } else if (action instanceof Action.TellClosed closed) {
      shut(current);
      teller.closed(current, closed.closure());
    } else if (action instanceof Action.TellFailed failed) {
      lastFailure = failed.failure();
      teller.failed(current, failed.failure());
    } else if (action instanceof Action.TellReconnectNeeded needed) {
      teller.reconnectNeeded(current, needed.reason());
    } else if (action instanceof Action.TellRevoked revoked) {
      teller.revoked(current, revoked.code());
    } else if (action instanceof Action.SendClose close) {
      shut(current);
      current.close(close.code(), close.reason());
    } else if (action instanceof Action.Shut) {
      shut(current);
    } else if (action instanceof Action.Cut cut && cut.dial() == current.dial()) {
      cut(current);
    }
  }

  private void shut(Channel current) {
    services().channels().remove(current.origin().connection());
    current.shut(Effect.failed("not_connected", "the connection was closed before it was sent"));
  }

  private void cut(Channel current) {
    shut(current);
    cutOff();
  }

  private long delayNanos(Alarm which) {
    return which == Alarm.STABLE
        ? context.limits().stableAfter().toNanos()
        : context.limits().closeTimeout().toNanos();
  }

  /** Looks after what is due. On the timer's thread. */
  void look(long now) {
    guard(() -> lookAfter(now));
  }

  private void lookAfter(long now) {
    Alarm due = alarm.takeDue(now);
    if (due != null) {
      post(new Fact.TimeUp(due));
    }
    State current = state;
    Channel open = channel();
    if (current instanceof State.Connected && open != null) {
      open.look(now);
    } else if (current.reason().equals(Place.LIMIT) && now - nextLimitCheck >= 0) {
      nextLimitCheck = now + LIMIT_CHECK_NANOS;
      if (dialling.isPlaceLeft()) {
        post(new Fact.Permitted());
      }
    }
  }

  /** Ends it. Its service may end because its plugin lost its authority: this may hear it first. */
  void withdraw() {
    post(new Fact.Withdrawn(dialling.authority().now().missing()));
  }

  ConnectionReport report(Map<Turn, Long> turns) {
    return new ReportWriter(this, turns, context.nanoTime(), context.clockMillis()).report();
  }

  /** The id of its socket, or of the last one; empty if there was none. */
  String id() {
    Channel current = channel();
    return current == null ? "" : current.origin().connection();
  }

  RunningIngress ingress() {
    return context.ingress();
  }

  Source source() {
    return context.source();
  }

  Traffic traffic() {
    return context.traffic();
  }

  State state() {
    return state;
  }

  long stateSinceMillis() {
    return stateSinceMillis;
  }

  @Nullable Channel channel() {
    return dialling.channel();
  }

  @Nullable Failure lastFailure() {
    return lastFailure;
  }

  /** The turn that it waits for; null if it waits for none. */
  @Nullable Turn turn() {
    return dialling.turn();
  }

  /** When the next attempt is due, by the clock that only goes forward; empty if none is. */
  OptionalLong nextAttemptNanos() {
    return alarm.retryAtNanos();
  }
}
