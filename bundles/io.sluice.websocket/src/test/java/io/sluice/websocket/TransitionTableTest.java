// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

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
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.Test;

/** What holds for every state and every fact, whatever the rules are. */
public class TransitionTableTest {

  private static final long DIAL = 5;
  private static final Tries TRIES = new Tries(3, 2);
  private static final Closure CLOSURE = new Closure(1000, "bye", ClosedBy.PEER);
  private static final List<Reconnect> RECONNECTS =
      List.of(
          new Reconnect(Reconnect.Mode.BACKOFF, 1_000, 120_000, Set.of(4500)),
          new Reconnect(Reconnect.Mode.NONE, 1_000, 120_000, Set.of()));

  private static List<Failure> failures() {
    return List.of(Failure.soon("soon", ""), Failure.late("late", ""), Failure.never("never", ""));
  }

  private static List<State> states() {
    List<Next> nexts = new ArrayList<>();
    failures().forEach(failure -> nexts.add(new Next.Retry(failure)));
    nexts.add(new Next.Deny("not_granted"));
    nexts.add(new Next.Again());
    nexts.add(new Next.End());
    List<State> states = new ArrayList<>();
    states.add(new Denied(DIAL, "not_granted"));
    states.add(new Connecting(DIAL, TRIES));
    states.add(new Connected(DIAL, TRIES));
    states.add(new Waiting(DIAL, TRIES, "soon"));
    states.add(new Failed(DIAL, "never"));
    states.add(new Closed(DIAL));
    nexts.forEach(next -> states.add(new Closing(DIAL, TRIES, CLOSURE, next)));
    return states;
  }

  private static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Permitted());
    facts.add(new Fact.Forbidden("denied"));
    facts.add(new Fact.Withdrawn(""));
    facts.add(new Fact.Withdrawn("not_granted"));
    for (Alarm alarm : Alarm.values()) {
      facts.add(new Fact.TimeUp(alarm));
    }
    for (long dial = DIAL - 1; dial <= DIAL + 1; dial++) {
      facts.addAll(factsOf(dial));
    }
    return facts;
  }

  private static List<Fact> factsOf(long dial) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Opened(dial));
    facts.add(new Fact.PluginCloses(dial, 1000, "done"));
    for (int code : new int[] {1000, 1005, 1008, 4004, 4500}) {
      facts.add(new Fact.PeerCloses(dial, code, ""));
    }
    for (Failure failure : failures()) {
      facts.add(new Fact.DialFailed(dial, failure));
      facts.add(new Fact.HostCloses(dial, 1008, failure));
      facts.add(new Fact.PeerLost(dial, failure));
      facts.add(new Fact.Gone(dial, null, failure));
      facts.add(new Fact.Gone(dial, CLOSURE, failure));
    }
    return facts;
  }

  /** The number of the socket that a fact is about; 0 if it is about none. */
  private static long dialOf(Fact fact) {
    if (fact instanceof Fact.Opened opened) {
      return opened.dial();
    } else if (fact instanceof Fact.DialFailed failed) {
      return failed.dial();
    } else if (fact instanceof Fact.PeerCloses closes) {
      return closes.dial();
    } else if (fact instanceof Fact.PluginCloses closes) {
      return closes.dial();
    } else if (fact instanceof Fact.HostCloses closes) {
      return closes.dial();
    } else if (fact instanceof Fact.PeerLost lost) {
      return lost.dial();
    } else if (fact instanceof Fact.Gone gone) {
      return gone.dial();
    }
    return 0;
  }

  private static boolean isAboutSocketOf(State state, Fact fact) {
    return dialOf(fact) == 0 || dialOf(fact) == state.dial();
  }

  private static long count(Step step, Class<? extends Action> type) {
    return step.actions().stream().filter(type::isInstance).count();
  }

  private record Case(State state, Fact fact, Step step) {

    @Override
    public String toString() {
      return state + " + " + fact + " -> " + step;
    }
  }

  private static void forEach(BiConsumer<String, Case> check) {
    for (Reconnect reconnect : RECONNECTS) {
      Transitions transitions = new Transitions(reconnect);
      for (State state : states()) {
        for (Fact fact : facts()) {
          Case each = new Case(state, fact, transitions.next(state, fact));
          check.accept(each.toString(), each);
        }
      }
    }
  }

  @Test
  public void aSocketIsOpenedOnlyWhenTheLastOneIsGoneOrCut() {
    forEach(
        (text, each) -> {
          boolean lastIsGone =
              each.state() instanceof Denied
                  || each.state() instanceof Waiting
                  || each.state() instanceof Failed
                  || (each.state() instanceof Closing && each.fact() instanceof Fact.Gone);
          long dials = count(each.step(), Action.Dial.class);
          assertTrue(text, dials <= (lastIsGone ? 1 : 0));
        });
  }

  @Test
  public void aNewSocketHasTheNextNumberAndTheStateIsAboutIt() {
    forEach(
        (text, each) -> {
          for (Action action : each.step().actions()) {
            if (action instanceof Action.Dial dial) {
              assertEquals(text, DIAL + 1, dial.dial());
              assertEquals(text, DIAL + 1, each.step().state().dial());
              assertTrue(text, each.step().state() instanceof Connecting);
              assertEquals(text, each.step().state().tries().count(), dial.attempt());
            }
          }
          if (count(each.step(), Action.Dial.class) == 0) {
            assertEquals(text, DIAL, each.step().state().dial());
          }
        });
  }

  @Test
  public void aDialIsTheLastThingThatIsDone() {
    forEach(
        (text, each) -> {
          List<Action> actions = each.step().actions();
          for (Action before : actions.subList(0, Math.max(0, actions.size() - 1))) {
            assertTrue(text, !(before instanceof Action.Dial));
          }
        });
  }

  @Test
  public void aFactAboutAnotherSocketChangesNothing() {
    forEach(
        (text, each) -> {
          if (!isAboutSocketOf(each.state(), each.fact())) {
            assertEquals(text, each.state(), each.step().state());
            List<Action> expected =
                each.fact() instanceof Fact.Opened opened
                    ? List.of(new Action.Cut(opened.dial()))
                    : List.of();
            assertEquals(text, expected, each.step().actions());
          }
        });
  }

  @Test
  public void afterTheEndASocketIsCutAndNothingElseDone() {
    forEach(
        (text, each) -> {
          if (each.state() instanceof Closed) {
            assertEquals(text, each.state(), each.step().state());
            assertEquals(text, each.step().actions().size(), count(each.step(), Action.Cut.class));
          }
        });
  }

  @Test
  public void theCloseIsToldExactlyWhenTheSocketIsLeft() {
    forEach(
        (text, each) -> {
          State before = each.state();
          State after = each.step().state();
          boolean wasOpen = before instanceof Connected || before instanceof Closing;
          boolean isOpen = after instanceof Connected || after instanceof Closing;
          assertEquals(
              text, wasOpen && !isOpen ? 1 : 0, count(each.step(), Action.TellClosed.class));
        });
  }

  @Test
  public void theOpeningIsToldExactlyWhenTheSocketOpens() {
    forEach(
        (text, each) -> {
          boolean opens =
              !(each.state() instanceof Connected) && each.step().state() instanceof Connected;
          assertEquals(text, opens ? 1 : 0, count(each.step(), Action.TellOpened.class));
        });
  }

  @Test
  public void nothingIsDoneWithASocketAfterItsCloseWasTold() {
    forEach(
        (text, each) -> {
          boolean told = false;
          for (Action action : each.step().actions()) {
            if (told) {
              assertTrue(
                  text,
                  action instanceof Action.TellReconnectNeeded
                      || action instanceof Action.WaitForRetry
                      || action instanceof Action.ClearAlarm
                      || action instanceof Action.Release
                      || action instanceof Action.Dial);
            }
            told |= action instanceof Action.TellClosed;
          }
        });
  }

  @Test
  public void thePlaceIsGivenBackExactlyWhenNoSocketIsWanted() {
    forEach(
        (text, each) -> {
          State before = each.state();
          State after = each.step().state();
          boolean had = wantsPlace(before);
          boolean has = wantsPlace(after);
          long releases = count(each.step(), Action.Release.class);
          if (had && !has) {
            assertEquals(text, 1, releases);
          } else if (has) {
            assertEquals(text, 0, releases);
          }
        });
  }

  private static boolean wantsPlace(State state) {
    return !(state instanceof Denied || state instanceof Failed || state instanceof Closed);
  }

  @Test
  public void whoWaitsHasAnAlarmSet() {
    forEach(
        (text, each) -> {
          State after = each.step().state();
          if (after.name() == each.state().name()) {
            return;
          }
          if (after instanceof Waiting) {
            assertEquals(text, 1, count(each.step(), Action.WaitForRetry.class));
          } else if (after instanceof Connected) {
            assertTrue(text, each.step().actions().contains(new Action.SetAlarm(Alarm.STABLE)));
          } else if (after instanceof Closing) {
            assertTrue(text, each.step().actions().contains(new Action.SetAlarm(Alarm.CUT)));
          }
        });
  }

  @Test
  public void whoWaitsForNothingHasNoAlarmSet() {
    forEach(
        (text, each) -> {
          State before = each.state();
          State after = each.step().state();
          boolean hadAlarm =
              before instanceof Connected || before instanceof Waiting || before instanceof Closing;
          boolean rests =
              after instanceof Denied || after instanceof Failed || after instanceof Closed;
          if (hadAlarm && rests) {
            assertEquals(text, 1, count(each.step(), Action.ClearAlarm.class));
          }
        });
  }

  @Test
  public void aPeerThatDoesNotCloseIsCutAgainAndAgain() {
    forEach(
        (text, each) -> {
          if (each.state() instanceof Closing && each.fact().equals(new Fact.TimeUp(Alarm.CUT))) {
            assertEquals(text, each.state(), each.step().state());
            assertEquals(
                text,
                List.of(new Action.Cut(DIAL), new Action.SetAlarm(Alarm.CUT)),
                each.step().actions());
          }
        });
  }

  @Test
  public void aCloseFrameIsSentOnlyOnAnOpenSocketAndOnlyOnce() {
    forEach(
        (text, each) -> {
          long sent = count(each.step(), Action.SendClose.class);
          assertTrue(text, sent <= (each.state() instanceof Connected ? 1 : 0));
          if (sent == 1) {
            assertTrue(text, each.step().state() instanceof Closing);
          }
        });
  }

  @Test
  public void nothingIsSentOnceAnOpenSocketIsLeft() {
    forEach(
        (text, each) -> {
          if (each.state() instanceof Connected && !(each.step().state() instanceof Connected)) {
            long shuts =
                count(each.step(), Action.SendClose.class)
                    + count(each.step(), Action.Shut.class)
                    + count(each.step(), Action.Cut.class);
            assertTrue(text, shuts >= 1);
          }
        });
  }

  @Test
  public void whatWantedASocketThatItGivesUpCutsItOrClosesIt() {
    forEach(
        (text, each) -> {
          if (each.state() instanceof Connecting
              && !(each.step().state() instanceof Connecting)
              && !(each.step().state() instanceof Connected)
              && !(each.fact() instanceof Fact.DialFailed)) {
            assertTrue(text, each.step().actions().contains(new Action.Cut(DIAL)));
          }
        });
  }

  @Test
  public void nobodyIsToldThatNobodyRetriesUnlessNobodyDoes() {
    forEach(
        (text, each) -> {
          boolean fails =
              !(each.state() instanceof Failed) && each.step().state() instanceof Failed;
          assertEquals(text, fails ? 1 : 0, count(each.step(), Action.TellReconnectNeeded.class));
        });
  }

  @Test
  public void aWithdrawnConnectionEndsOrIsAboutTo() {
    forEach(
        (text, each) -> {
          if (each.fact() instanceof Fact.Withdrawn) {
            State after = each.step().state();
            assertTrue(
                text,
                after instanceof Closed
                    || (after instanceof Closing closing && closing.next() instanceof Next.End));
          }
        });
  }

  @Test
  public void aForbiddenConnectionIsDeniedOrIsAboutToBe() {
    forEach(
        (text, each) -> {
          if (each.fact() instanceof Fact.Forbidden && !(each.state() instanceof Closed)) {
            State after = each.step().state();
            boolean denied =
                after instanceof Denied
                    || (after instanceof Closing closing
                        && (closing.next() instanceof Next.Deny
                            || closing.next() instanceof Next.End));
            assertTrue(text, denied);
          }
        });
  }
}
