// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.ClosedBy;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.websocket.State.Closed;
import io.sluice.websocket.State.Connected;
import io.sluice.websocket.State.Connecting;
import io.sluice.websocket.State.Denied;
import io.sluice.websocket.State.Tries;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class OnceTransitionsTest {

  private static final Tries FIRST = new Tries(1, 0);
  private static final Failure LOST = Failure.soon("connection_lost", "it broke off");
  private static final Failure NEVER = Failure.never("http_401", "no");

  private final OnceTransitions transitions =
      new OnceTransitions(new Transitions(Reconnect.STANDARD));
  private final List<Action> done = new ArrayList<>();
  private State state = new Denied(0, "new");

  private void take(Fact... facts) {
    for (Fact fact : facts) {
      Step step = transitions.next(state, fact);
      state = step.state();
      done.addAll(step.actions());
    }
  }

  private void open() {
    take(new Fact.Permitted(), new Fact.Opened(1));
    assertEquals(new Connected(1, FIRST), state);
    done.clear();
  }

  /** What waits for something may be revived, and has to be told to an operator. */
  private void assertOver(String reason) {
    assertEquals(new Closed(1, reason), state);
    assertTrue(done.contains(new Action.Release()));
    assertFalse(done.stream().anyMatch(Action.WaitForRetry.class::isInstance));
  }

  @Test
  public void itIsDialledWhenItMayBe() {
    take(new Fact.Permitted());
    assertEquals(new Connecting(1, FIRST), state);
  }

  @Test
  public void anotherWayOutBeforeItBeginsChangesNothing() {
    take(new Fact.OutboundChanged(), new Fact.Permitted());
    assertEquals(new Connecting(1, FIRST), state);
  }

  @Test
  public void whatMayNotBeDialledIsOver() {
    take(new Fact.Forbidden("not_granted"));
    assertEquals(new Closed(0, "not_granted"), state);
  }

  @Test
  public void anAttemptThatFailsIsTheLast() {
    take(new Fact.Permitted(), new Fact.DialFailed(1, LOST));
    assertOver("connection_lost");
    assertTrue(done.contains(new Action.TellFailed(LOST)));
  }

  @Test
  public void anAttemptThatNobodyCouldRepeatIsOverAsWell() {
    take(new Fact.Permitted(), new Fact.DialFailed(1, NEVER));
    assertOver("http_401");
  }

  @Test
  public void anAttemptThatMayNotGoOnIsOver() {
    take(new Fact.Permitted(), new Fact.Forbidden("denied"));
    assertOver("denied");
    assertTrue(done.contains(new Action.Cut(1)));
  }

  @Test
  public void aConnectionThatIsLostIsOver() {
    open();
    take(new Fact.Gone(1, null, LOST));
    assertOver("connection_lost");
    assertTrue(done.contains(new Action.TellClosed(Closure.brokenOff())));
  }

  @Test
  public void aConnectionThatThePeerClosesIsOver() {
    open();
    take(new Fact.PeerCloses(1, 1000, "bye"), new Fact.Gone(1, null, LOST));
    assertOver("close_1000");
    assertTrue(done.contains(new Action.TellClosed(new Closure(1000, "bye", ClosedBy.PEER))));
  }

  @Test
  public void aRevokedConnectionIsOver() {
    open();
    take(new Fact.Forbidden("denied"), new Fact.Gone(1, null, LOST));
    assertOver("denied");
    assertTrue(done.contains(new Action.TellRevoked("denied")));
  }

  @Test
  public void aGrantThatComesBackDoesNotReviveIt() {
    open();
    take(new Fact.Forbidden("denied"), new Fact.Permitted(), new Fact.Gone(1, null, LOST));
    assertOver("denied");
    take(new Fact.Permitted());
    assertOver("denied");
  }

  @Test
  public void aSocketThatOpensAfterTheEndIsCutOff() {
    take(new Fact.Permitted(), new Fact.Forbidden("denied"));
    done.clear();
    take(new Fact.Opened(1));
    assertEquals(List.of(new Action.Cut(1)), done);
  }
}
