// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.ClosedBy;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.websocket.State.Closed;
import io.sluice.websocket.State.Closing;
import io.sluice.websocket.State.Connected;
import io.sluice.websocket.State.Connecting;
import io.sluice.websocket.State.Denied;
import io.sluice.websocket.State.Failed;
import io.sluice.websocket.State.Next;
import io.sluice.websocket.State.Tries;
import io.sluice.websocket.State.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides what a connection does next: a pure function of its state and a fact.
 *
 * <p>Every socket has a number. A new one is opened only in the states {@link Denied}, {@link
 * Waiting} and {@link Failed}, in which the one before is gone or was cut off; a fact about another
 * socket than the one that the state is about changes nothing, and a socket that opens after it was
 * given up is cut off. So there are never two of them.
 */
final class Transitions {

  /** Close codes after which a retry does not help: the peer's protocol, the authorisation. */
  private static final Set<Integer> TERMINAL_CODES = Set.of(4004, 4010, 4011, 4012, 4013, 4014);

  /** RFC 6455, section 7.4.1: something is wrong with what was sent, which a retry repeats. */
  private static final Set<Integer> LATE_CODES = Set.of(1002, 1003, 1007, 1008, 1009);

  /** The one failure that a change of grants may have repaired. */
  private static final String ADDRESS_REFUSED = "address_refused";

  private static final String GAVE_UP = "gave_up";
  private static final int MOST_LATE_IN_ROW = 5;
  private static final int GOING_AWAY = 1001;
  private static final int POLICY_VIOLATION = 1008;

  private final Reconnect reconnect;

  Transitions(Reconnect reconnect) {
    this.reconnect = reconnect;
  }

  Step next(State state, Fact fact) {
    if (state instanceof Closed) {
      return afterEnd(state, fact);
    }
    if (fact instanceof Fact.Permitted) {
      return permitted(state);
    }
    if (fact instanceof Fact.OutboundChanged) {
      return outboundChanged(state);
    }
    if (fact instanceof Fact.Forbidden forbidden) {
      return forbidden(state, forbidden.code());
    }
    if (fact instanceof Fact.Withdrawn withdrawn) {
      return withdrawn(state, withdrawn.missing());
    }
    if (fact instanceof Fact.Opened opened) {
      return opened(state, opened.dial());
    }
    if (fact instanceof Fact.DialFailed failed) {
      return dialFailed(state, failed);
    }
    if (fact instanceof Fact.PeerCloses closes) {
      return peerCloses(state, closes);
    }
    if (fact instanceof Fact.PluginCloses closes) {
      return pluginCloses(state, closes);
    }
    if (fact instanceof Fact.HostCloses closes) {
      return hostCloses(state, closes);
    }
    if (fact instanceof Fact.PeerLost lost) {
      return peerLost(state, lost);
    }
    if (fact instanceof Fact.Gone gone) {
      return gone(state, gone);
    }
    return timeUp(state, ((Fact.TimeUp) fact).alarm());
  }

  /** A socket that opens after the end is in nobody's hands. */
  private static Step afterEnd(State state, Fact fact) {
    return fact instanceof Fact.Opened opened
        ? Step.to(state, new Action.Cut(opened.dial()))
        : Step.to(state);
  }

  private static Step permitted(State state) {
    if (state instanceof Denied denied) {
      return dial(denied.dial(), Tries.NONE);
    }
    if (state instanceof Failed failed) {
      return dial(failed.dial(), Tries.NONE);
    }
    if (state instanceof Waiting waiting && waiting.reason().equals(ADDRESS_REFUSED)) {
      return dialAtOnce(waiting.dial());
    }
    if (state instanceof Closing closing && closing.next() instanceof Next.Deny) {
      return Step.to(new Closing(closing.dial(), Tries.NONE, closing.closure(), new Next.Again()));
    }
    return Step.to(state);
  }

  /** What hardly passes by itself may have been a matter of trust, or of a proxy. */
  private static Step outboundChanged(State state) {
    if (state instanceof Waiting waiting && waiting.tries().lateInRow() > 0) {
      return dialAtOnce(waiting.dial());
    }
    return state instanceof Failed failed && failed.reason().equals(GAVE_UP)
        ? dial(failed.dial(), Tries.NONE)
        : Step.to(state);
  }

  /** In place of the attempt that is due later. */
  private static Step dialAtOnce(long lastDial) {
    Step step = dial(lastDial, Tries.NONE);
    List<Action> actions = new ArrayList<>(List.of(new Action.ClearAlarm()));
    actions.addAll(step.actions());
    return new Step(step.state(), actions);
  }

  private static Step dial(long lastDial, Tries tries) {
    Tries more = tries.more();
    long dial = lastDial + 1;
    return Step.to(new Connecting(dial, more), new Action.Dial(dial, more.count()));
  }

  private static Step forbidden(State state, String code) {
    if (state instanceof Connecting connecting) {
      return Step.to(
          new Denied(connecting.dial(), code),
          new Action.Cut(connecting.dial()),
          new Action.Release());
    }
    if (state instanceof Connected connected) {
      return revoke(connected, code, new Next.Deny(code));
    }
    if (state instanceof Closing closing) {
      return closing.next() instanceof Next.End
          ? Step.to(state)
          : Step.to(closing.withNext(new Next.Deny(code)), new Action.Shut(closing.dial()));
    }
    return Step.to(new Denied(state.dial(), code), new Action.ClearAlarm(), new Action.Release());
  }

  private static Step revoke(Connected connected, String code, Next next) {
    Closure closure = Closure.byHost(POLICY_VIOLATION, "authority revoked");
    return close(connected, closure, next, new Action.TellRevoked(code));
  }

  private static Step withdrawn(State state, String missing) {
    if (state instanceof Connecting connecting) {
      return ended(state, new Action.Cut(connecting.dial()));
    }
    if (state instanceof Connected connected) {
      return missing.isEmpty()
          ? close(connected, Closure.byHost(GOING_AWAY, "service ended"), new Next.End())
          : revoke(connected, missing, new Next.End());
    }
    if (state instanceof Closing closing) {
      return Step.to(closing.withNext(new Next.End()));
    }
    return ended(state);
  }

  private static Step ended(State state, Action... first) {
    List<Action> actions = new ArrayList<>(Arrays.asList(first));
    actions.add(new Action.ClearAlarm());
    actions.add(new Action.Release());
    return new Step(new Closed(state.dial()), actions);
  }

  private static Step close(Connected connected, Closure closure, Next next, Action... first) {
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.SendClose(connected.dial(), closure.code(), closure.reason()));
    actions.addAll(Arrays.asList(first));
    actions.add(new Action.SetAlarm(Alarm.CUT));
    return new Step(new Closing(connected.dial(), connected.tries(), closure, next), actions);
  }

  private static Step opened(State state, long dial) {
    if (state instanceof Connecting connecting && connecting.dial() == dial) {
      return Step.to(
          new Connected(dial, connecting.tries()),
          new Action.SetAlarm(Alarm.STABLE),
          new Action.TellOpened(dial));
    }
    return Step.to(state, new Action.Cut(dial));
  }

  private Step dialFailed(State state, Fact.DialFailed fact) {
    if (state instanceof Connecting connecting && connecting.dial() == fact.dial()) {
      return retry(
          connecting.dial(),
          connecting.tries(),
          fact.failure(),
          new Action.TellFailed(fact.failure()));
    }
    return Step.to(state);
  }

  /** Jetty answers a close frame by itself; what is left is to let nothing else out. */
  private Step peerCloses(State state, Fact.PeerCloses fact) {
    if (state instanceof Connected connected && connected.dial() == fact.dial()) {
      Closure closure = new Closure(fact.code(), fact.reason(), ClosedBy.PEER);
      return Step.to(
          new Closing(
              connected.dial(), connected.tries(), closure, new Next.Retry(failureOf(closure))),
          new Action.Shut(connected.dial()),
          new Action.SetAlarm(Alarm.CUT));
    }
    return Step.to(state);
  }

  private Failure failureOf(Closure closure) {
    String message = "closed by the " + word(closure.by()) + " with " + closure.code();
    if (TERMINAL_CODES.contains(closure.code())
        || reconnect.terminalCodes().contains(closure.code())) {
      return Failure.never("terminal_close_code", message);
    }
    return LATE_CODES.contains(closure.code())
        ? Failure.late("close_" + closure.code(), message)
        : Failure.soon("close_" + closure.code(), message);
  }

  private static String word(ClosedBy by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private static Step pluginCloses(State state, Fact.PluginCloses fact) {
    if (state instanceof Connected connected && connected.dial() == fact.dial()) {
      Closure closure = new Closure(fact.code(), fact.reason(), ClosedBy.PLUGIN);
      return close(
          connected,
          closure,
          new Next.Retry(Failure.soon("closed_by_plugin", "the plugin closed it")));
    }
    return Step.to(state);
  }

  private static Step hostCloses(State state, Fact.HostCloses fact) {
    if (state instanceof Connected connected && connected.dial() == fact.dial()) {
      return close(
          connected,
          Closure.byHost(fact.code(), fact.failure().code()),
          new Next.Retry(fact.failure()),
          new Action.TellFailed(fact.failure()));
    }
    return Step.to(state);
  }

  private static Step peerLost(State state, Fact.PeerLost fact) {
    if (state instanceof Connected connected && connected.dial() == fact.dial()) {
      return Step.to(
          new Closing(
              connected.dial(),
              connected.tries(),
              Closure.brokenOff(),
              new Next.Retry(fact.failure())),
          new Action.TellFailed(fact.failure()),
          new Action.Cut(connected.dial()),
          new Action.SetAlarm(Alarm.CUT));
    }
    return Step.to(state);
  }

  private Step gone(State state, Fact.Gone fact) {
    if (state instanceof Connected connected && connected.dial() == fact.dial()) {
      Closure closure = fact.closure() == null ? Closure.brokenOff() : fact.closure();
      return retry(
          connected.dial(),
          connected.tries(),
          fact.failure(),
          new Action.Shut(connected.dial()),
          new Action.TellFailed(fact.failure()),
          new Action.TellClosed(closure));
    }
    if (state instanceof Closing closing && closing.dial() == fact.dial()) {
      return afterClosing(closing);
    }
    return Step.to(state);
  }

  private Step afterClosing(Closing closing) {
    Action told = new Action.TellClosed(closing.closure());
    if (closing.next() instanceof Next.Retry retry) {
      return retry(closing.dial(), closing.tries(), retry.failure(), told);
    }
    if (closing.next() instanceof Next.Deny deny) {
      return Step.to(
          new Denied(closing.dial(), deny.code()),
          told,
          new Action.ClearAlarm(),
          new Action.Release());
    }
    if (closing.next() instanceof Next.Again) {
      Step again = dial(closing.dial(), Tries.NONE);
      List<Action> actions = new ArrayList<>(List.of(told, new Action.ClearAlarm()));
      actions.addAll(again.actions());
      return new Step(again.state(), actions);
    }
    return ended(closing, told);
  }

  private Step retry(long dial, Tries tries, Failure failure, Action... first) {
    List<Action> actions = new ArrayList<>(Arrays.asList(first));
    Tries ended = tries.ended(failure);
    String stop = reasonToStop(failure, ended);
    if (stop.isEmpty()) {
      actions.add(new Action.WaitForRetry(failure, ended));
      return new Step(new Waiting(dial, ended, failure.code()), actions);
    }
    actions.add(new Action.TellReconnectNeeded(stop));
    actions.add(new Action.ClearAlarm());
    actions.add(new Action.Release());
    return new Step(new Failed(dial, stop), actions);
  }

  private String reasonToStop(Failure failure, Tries ended) {
    if (failure.retry() == Failure.Retry.NEVER) {
      return failure.code();
    }
    if (reconnect.mode() == Reconnect.Mode.NONE) {
      return "reconnect_none";
    }
    return ended.lateInRow() >= MOST_LATE_IN_ROW ? GAVE_UP : "";
  }

  private static Step timeUp(State state, Alarm alarm) {
    if (alarm == Alarm.RETRY && state instanceof Waiting waiting) {
      return dial(waiting.dial(), waiting.tries());
    }
    if (alarm == Alarm.STABLE && state instanceof Connected connected) {
      return Step.to(new Connected(connected.dial(), Tries.NONE));
    }
    if (alarm == Alarm.CUT && state instanceof Closing closing) {
      return Step.to(closing, new Action.Cut(closing.dial()), new Action.SetAlarm(Alarm.CUT));
    }
    return Step.to(state);
  }
}
