// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
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
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class TransitionRuleTest {

  private static final Failure LOST = Failure.soon("connection_lost", "");

  private Transitions transitions =
      new Transitions(new Reconnect(Reconnect.Mode.BACKOFF, 1_000, 120_000, Set.of(4500)));
  private State state = new Denied(0, "new");

  private Step take(Fact fact) {
    Step step = transitions.next(state, fact);
    state = step.state();
    return step;
  }

  /** Dials and opens the next socket, from any state in which that is allowed. */
  private void connect() {
    take(new Fact.Permitted());
    take(new Fact.TimeUp(Alarm.RETRY));
    take(new Fact.Opened(state.dial()));
    assertTrue(state.toString(), state instanceof Connected);
  }

  private Step closedByPeer(int code) {
    take(new Fact.PeerCloses(state.dial(), code, ""));
    return take(new Fact.Gone(state.dial(), null, LOST));
  }

  private static <T extends Action> T only(Step step, Class<T> type) {
    List<T> found = step.actions().stream().filter(type::isInstance).map(type::cast).toList();
    assertEquals(step.toString(), 1, found.size());
    return found.get(0);
  }

  private static boolean has(Step step, Class<? extends Action> type) {
    return step.actions().stream().anyMatch(type::isInstance);
  }

  // Dialling.

  @Test
  public void aGrantedSourceIsDialled() {
    Step step = take(new Fact.Permitted());
    assertEquals(new Connecting(1, new Tries(1, 0)), state);
    assertEquals(List.of(new Action.Dial(1, 1)), step.actions());
  }

  @Test
  public void anOpenSocketIsToldOfAndItsUptimeCounted() {
    take(new Fact.Permitted());
    Step step = take(new Fact.Opened(1));
    assertEquals(
        List.of(new Action.SetAlarm(Alarm.STABLE), new Action.TellOpened(1)), step.actions());
  }

  @Test
  public void aFailedAttemptIsToldOfAndRetried() {
    take(new Fact.Permitted());
    Failure refused = Failure.soon("connect_refused", "");
    Step step = take(new Fact.DialFailed(1, refused));
    assertEquals(new Waiting(1, new Tries(1, 0), "connect_refused"), state);
    assertEquals(
        List.of(new Action.TellFailed(refused), new Action.WaitForRetry(refused, new Tries(1, 0))),
        step.actions());
  }

  @Test
  public void attemptsAreCounted() {
    take(new Fact.Permitted());
    for (int attempt = 1; attempt <= 50; attempt++) {
      assertEquals(attempt, state.tries().count());
      take(new Fact.DialFailed(state.dial(), LOST));
      Step step = take(new Fact.TimeUp(Alarm.RETRY));
      assertEquals(new Action.Dial(attempt + 1, attempt + 1), only(step, Action.Dial.class));
    }
  }

  @Test
  public void aRefusedUpgradeWith401Or403IsNotRetried() {
    for (int status : new int[] {401, 403}) {
      state = new Denied(0, "new");
      take(new Fact.Permitted());
      Step step = take(new Fact.DialFailed(1, FailureRule.ofStatus(status, 0)));
      assertEquals(new Failed(1, "http_" + status), state);
      assertEquals("http_" + status, only(step, Action.TellReconnectNeeded.class).reason());
    }
  }

  @Test
  public void anotherRefusalIsRetried() {
    for (int status : new int[] {200, 301, 404, 429, 500, 503}) {
      state = new Denied(0, "new");
      take(new Fact.Permitted());
      take(new Fact.DialFailed(1, FailureRule.ofStatus(status, 0)));
      assertTrue(status + " " + state, state instanceof Waiting);
    }
  }

  // Close codes.

  @Test
  public void ordinaryCloseCodesAreRetriedSoon() {
    for (int code : new int[] {1000, 1001, 1005, 1006, 1011, 1012, 1013, 3000, 4000, 4003, 4005}) {
      state = new Denied(0, "new");
      connect();
      Step step = closedByPeer(code);
      Failure failure = only(step, Action.WaitForRetry.class).failure();
      assertEquals(Failure.Retry.SOON, failure.retry());
      assertEquals("close_" + code, failure.code());
    }
  }

  @Test
  public void terminalCloseCodesStopRetrying() {
    for (int code : new int[] {4004, 4010, 4011, 4012, 4013, 4014}) {
      state = new Denied(0, "new");
      connect();
      Step step = closedByPeer(code);
      assertEquals(new Failed(1, "terminal_close_code"), state);
      assertEquals("terminal_close_code", only(step, Action.TellReconnectNeeded.class).reason());
      assertTrue(has(step, Action.Release.class));
    }
  }

  @Test
  public void theNeighboursOfTerminalCloseCodesDoNot() {
    for (int code : new int[] {4003, 4005, 4009, 4015}) {
      state = new Denied(0, "new");
      connect();
      closedByPeer(code);
      assertTrue(code + " " + state, state instanceof Waiting);
    }
  }

  @Test
  public void aCodeThatTheSourceListsStopsRetrying() {
    connect();
    closedByPeer(4500);
    assertEquals(new Failed(1, "terminal_close_code"), state);
  }

  @Test
  public void codesForWhatWasSentAreRetriedSlowly() {
    for (int code : new int[] {1002, 1003, 1007, 1008, 1009}) {
      state = new Denied(0, "new");
      connect();
      Step step = closedByPeer(code);
      assertEquals(Failure.Retry.LATE, only(step, Action.WaitForRetry.class).failure().retry());
    }
  }

  @Test
  public void fiveSlowRetriesInARowAreEnough() {
    for (int i = 1; i <= 4; i++) {
      connect();
      closedByPeer(1008);
      assertTrue(i + " " + state, state instanceof Waiting);
      assertEquals(i, state.tries().lateInRow());
    }
    connect();
    Step step = closedByPeer(1008);
    assertEquals(new Failed(5, "gave_up"), state);
    assertEquals("gave_up", only(step, Action.TellReconnectNeeded.class).reason());
  }

  @Test
  public void slowRetriesThatAreNotInARowAreNotCountedTogether() {
    for (int i = 1; i <= 4; i++) {
      connect();
      closedByPeer(1008);
    }
    connect();
    closedByPeer(1000);
    connect();
    closedByPeer(1008);
    assertTrue(state.toString(), state instanceof Waiting);
    assertEquals(1, state.tries().lateInRow());
  }

  @Test
  public void slowFailuresOfAttemptsCountAsWell() {
    take(new Fact.Permitted());
    for (int i = 1; i <= 4; i++) {
      take(new Fact.DialFailed(state.dial(), Failure.late("tls_untrusted", "")));
      take(new Fact.TimeUp(Alarm.RETRY));
    }
    take(new Fact.DialFailed(state.dial(), Failure.late("tls_untrusted", "")));
    assertEquals(new Failed(5, "gave_up"), state);
  }

  @Test
  public void modeNoneRetriesNothing() {
    transitions = new Transitions(new Reconnect(Reconnect.Mode.NONE, 1_000, 120_000, Set.of()));
    connect();
    Step step = closedByPeer(1000);
    assertEquals(new Failed(1, "reconnect_none"), state);
    assertEquals("reconnect_none", only(step, Action.TellReconnectNeeded.class).reason());
  }

  @Test
  public void modeNoneDoesNotRetryAFailedAttempt() {
    transitions = new Transitions(new Reconnect(Reconnect.Mode.NONE, 1_000, 120_000, Set.of()));
    take(new Fact.Permitted());
    take(new Fact.DialFailed(1, LOST));
    assertEquals(new Failed(1, "reconnect_none"), state);
  }

  @Test
  public void whatStopsForGoodIsNamedAlsoInModeNone() {
    transitions = new Transitions(new Reconnect(Reconnect.Mode.NONE, 1_000, 120_000, Set.of()));
    connect();
    closedByPeer(4004);
    assertEquals(new Failed(1, "terminal_close_code"), state);
  }

  // Uptime.

  @Test
  public void anAttemptThatOnlyOpensDoesNotResetTheCounter() {
    for (int attempt = 1; attempt <= 5; attempt++) {
      connect();
      assertEquals(attempt, state.tries().count());
      closedByPeer(1000);
    }
  }

  @Test
  public void aStableConnectionResetsTheCounters() {
    for (int i = 1; i <= 4; i++) {
      connect();
      closedByPeer(1008);
    }
    connect();
    Step step = take(new Fact.TimeUp(Alarm.STABLE));
    assertEquals(List.of(), step.actions());
    assertEquals(new Connected(5, Tries.NONE), state);
    closedByPeer(1008);
    assertEquals(1, state.tries().lateInRow());
    assertEquals(1, only(take(new Fact.TimeUp(Alarm.RETRY)), Action.Dial.class).attempt());
  }

  // The peer.

  @Test
  public void thePeersCloseIsToldWhenTheSocketIsGone() {
    connect();
    Step closing = take(new Fact.PeerCloses(1, 1012, "restart"));
    assertEquals(List.of(new Action.Shut(1), new Action.SetAlarm(Alarm.CUT)), closing.actions());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(
        new Closure(1012, "restart", ClosedBy.PEER), only(gone, Action.TellClosed.class).closure());
    assertFalse("an orderly close is no failure", has(gone, Action.TellFailed.class));
  }

  @Test
  public void aSocketThatBreaksOffIsToldAsAFailureAndA1006() {
    connect();
    Step step = take(new Fact.Gone(1, null, LOST));
    assertEquals(LOST, only(step, Action.TellFailed.class).failure());
    assertEquals(
        new Closure(1006, "", ClosedBy.NETWORK), only(step, Action.TellClosed.class).closure());
    assertTrue(state instanceof Waiting);
  }

  @Test
  public void aClosureThatJettyCameToIsToldAsItIs() {
    connect();
    Closure closure = Closure.byHost(1002, "protocol_error");
    Step step = take(new Fact.Gone(1, closure, Failure.late("protocol_error", "")));
    assertEquals(closure, only(step, Action.TellClosed.class).closure());
  }

  @Test
  public void aLostPeerIsCutAtOnce() {
    connect();
    Failure dead = Failure.soon("pong_timeout", "");
    Step step = take(new Fact.PeerLost(1, dead));
    assertEquals(
        List.of(new Action.TellFailed(dead), new Action.Cut(1), new Action.SetAlarm(Alarm.CUT)),
        step.actions());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(1006, only(gone, Action.TellClosed.class).closure().code());
    assertEquals(dead, only(gone, Action.WaitForRetry.class).failure());
  }

  @Test
  public void aBrokenRuleClosesWithItsCode() {
    connect();
    Failure flood = Failure.late("control_flood", "");
    Step step = take(new Fact.HostCloses(1, 1008, flood));
    assertEquals(
        List.of(
            new Action.SendClose(1, 1008, "control_flood"),
            new Action.TellFailed(flood),
            new Action.SetAlarm(Alarm.CUT)),
        step.actions());
    assertEquals(
        flood, only(take(new Fact.Gone(1, null, LOST)), Action.WaitForRetry.class).failure());
  }

  // The plugin.

  @Test
  public void thePluginsCloseIsSentAndItIsConnectedAgain() {
    connect();
    Step step = take(new Fact.PluginCloses(1, 4321, "done"));
    assertEquals(
        List.of(new Action.SendClose(1, 4321, "done"), new Action.SetAlarm(Alarm.CUT)),
        step.actions());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(
        new Closure(4321, "done", ClosedBy.PLUGIN), only(gone, Action.TellClosed.class).closure());
    assertEquals("closed_by_plugin", only(gone, Action.WaitForRetry.class).failure().code());
  }

  @Test
  public void thePluginsOwnCloseWithATerminalCodeDoesNotStopRetrying() {
    connect();
    take(new Fact.PluginCloses(1, 4004, ""));
    take(new Fact.Gone(1, null, LOST));
    assertTrue(state.toString(), state instanceof Waiting);
  }

  // Revocation.

  @Test
  public void aRevokedAttemptIsCut() {
    take(new Fact.Permitted());
    Step step = take(new Fact.Forbidden("not_granted"));
    assertEquals(new Denied(1, "not_granted"), state);
    assertEquals(List.of(new Action.Cut(1), new Action.Release()), step.actions());
  }

  @Test
  public void aRevokedConnectionIsClosedWith1008AndThePluginTold() {
    connect();
    Step step = take(new Fact.Forbidden("not_granted"));
    assertEquals(
        List.of(
            new Action.SendClose(1, 1008, "authority revoked"),
            new Action.TellRevoked("not_granted"),
            new Action.SetAlarm(Alarm.CUT)),
        step.actions());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(new Denied(1, "not_granted"), state);
    assertEquals(ClosedBy.HOST, only(gone, Action.TellClosed.class).closure().by());
  }

  @Test
  public void aRevokedWaitIsOver() {
    connect();
    closedByPeer(1000);
    Step step = take(new Fact.Forbidden("denied"));
    assertEquals(new Denied(1, "denied"), state);
    assertEquals(List.of(new Action.ClearAlarm(), new Action.Release()), step.actions());
  }

  @Test
  public void aConnectionThatIsRevokedWhileItClosesIsNotDialledAgain() {
    connect();
    take(new Fact.PeerCloses(1, 1000, ""));
    Step step = take(new Fact.Forbidden("denied"));
    assertEquals(List.of(new Action.Shut(1)), step.actions());
    take(new Fact.Gone(1, null, LOST));
    assertEquals(new Denied(1, "denied"), state);
  }

  @Test
  public void aFailedConnectionThatIsRevokedIsDenied() {
    connect();
    closedByPeer(4004);
    take(new Fact.Forbidden("denied"));
    assertEquals(new Denied(1, "denied"), state);
  }

  @Test
  public void aDeniedConnectionTakesNoteOfAnotherReason() {
    take(new Fact.Forbidden("denied"));
    assertEquals(new Denied(0, "denied"), state);
  }

  @Test
  public void aGrantThatIsBackWhileItClosesIsDialledAfterwards() {
    connect();
    take(new Fact.Forbidden("not_granted"));
    take(new Fact.Permitted());
    assertEquals(new Next.Again(), ((Closing) state).next());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(new Connecting(2, new Tries(1, 0)), state);
    assertEquals(
        List.of(
            new Action.TellClosed(Closure.byHost(1008, "authority revoked")),
            new Action.ClearAlarm(),
            new Action.Dial(2, 1)),
        gone.actions());
  }

  @Test
  public void aGrantThatComesAndGoesWhileItClosesIsDenied() {
    connect();
    take(new Fact.Forbidden("not_granted"));
    take(new Fact.Permitted());
    take(new Fact.Forbidden("denied"));
    take(new Fact.Gone(1, null, LOST));
    assertEquals(new Denied(1, "denied"), state);
  }

  @Test
  public void aNewGrantStartsWhatHadFailed() {
    connect();
    closedByPeer(4004);
    Step step = take(new Fact.Permitted());
    assertEquals(List.of(new Action.Dial(2, 1)), step.actions());
  }

  @Test
  public void aGrantThatChangesNothingDisturbsNothing() {
    List<State> undisturbed =
        List.of(
            new Connecting(3, new Tries(2, 0)),
            new Connected(3, new Tries(2, 0)),
            new Waiting(3, new Tries(2, 0), "soon"),
            new Closed(3));
    for (State each : undisturbed) {
      state = each;
      assertEquals(List.of(), take(new Fact.Permitted()).actions());
      assertEquals(each, state);
    }
  }

  // The end of the service.

  @Test
  public void aWithdrawnAttemptIsCut() {
    take(new Fact.Permitted());
    Step step = take(new Fact.Withdrawn(""));
    assertEquals(new Closed(1), state);
    assertEquals(
        List.of(new Action.Cut(1), new Action.ClearAlarm(), new Action.Release()), step.actions());
  }

  @Test
  public void aWithdrawnConnectionIsClosedWith1001() {
    connect();
    Step step = take(new Fact.Withdrawn(""));
    assertEquals(
        List.of(new Action.SendClose(1, 1001, "service ended"), new Action.SetAlarm(Alarm.CUT)),
        step.actions());
    Step gone = take(new Fact.Gone(1, null, LOST));
    assertEquals(new Closed(1), state);
    assertEquals(
        List.of(
            new Action.TellClosed(Closure.byHost(1001, "service ended")),
            new Action.ClearAlarm(),
            new Action.Release()),
        gone.actions());
  }

  @Test
  public void aConnectionThatIsWithdrawnForWantOfAGrantIsRevoked() {
    connect();
    Step step = take(new Fact.Withdrawn("not_granted"));
    assertEquals(1008, only(step, Action.SendClose.class).code());
    assertEquals("not_granted", only(step, Action.TellRevoked.class).code());
    take(new Fact.Gone(1, null, LOST));
    assertEquals(new Closed(1), state);
  }

  @Test
  public void aWithdrawnWaitIsOver() {
    connect();
    closedByPeer(1000);
    Step step = take(new Fact.Withdrawn(""));
    assertEquals(new Closed(1), state);
    assertEquals(List.of(new Action.ClearAlarm(), new Action.Release()), step.actions());
  }

  @Test
  public void aConnectionThatIsWithdrawnWhileItClosesEnds() {
    connect();
    take(new Fact.PeerCloses(1, 1000, ""));
    assertEquals(List.of(), take(new Fact.Withdrawn("")).actions());
    take(new Fact.Gone(1, null, LOST));
    assertEquals(new Closed(1), state);
  }

  @Test
  public void aWithdrawnConnectionIsNotSavedByAGrant() {
    connect();
    take(new Fact.Withdrawn(""));
    take(new Fact.Permitted());
    take(new Fact.Forbidden("denied"));
    take(new Fact.Permitted());
    take(new Fact.Gone(1, null, LOST));
    assertEquals(new Closed(1), state);
  }

  @Test
  public void whatRestsEndsAtOnce() {
    for (State each : List.of(new Denied(2, "denied"), new Failed(2, "gave_up"))) {
      state = each;
      take(new Fact.Withdrawn(""));
      assertEquals(new Closed(2), state);
    }
  }

  // Late news.

  @Test
  public void aSocketThatOpensAfterItWasGivenUpIsCut() {
    take(new Fact.Permitted());
    take(new Fact.Forbidden("denied"));
    assertEquals(List.of(new Action.Cut(1)), take(new Fact.Opened(1)).actions());
  }

  @Test
  public void aSocketThatOpensAfterTheNextWasDialledIsCut() {
    take(new Fact.Permitted());
    take(new Fact.Forbidden("denied"));
    take(new Fact.Permitted());
    assertEquals(List.of(new Action.Cut(1)), take(new Fact.Opened(1)).actions());
    assertEquals(new Connecting(2, new Tries(1, 0)), state);
  }

  @Test
  public void aSocketThatOpensAfterTheEndIsCut() {
    take(new Fact.Permitted());
    take(new Fact.Withdrawn(""));
    assertEquals(List.of(new Action.Cut(1)), take(new Fact.Opened(1)).actions());
  }

  @Test
  public void anAlarmOfAnotherTimeChangesNothing() {
    connect();
    assertEquals(List.of(), take(new Fact.TimeUp(Alarm.RETRY)).actions());
    assertEquals(List.of(), take(new Fact.TimeUp(Alarm.CUT)).actions());
    assertEquals(new Connected(1, new Tries(1, 0)), state);
  }
}
