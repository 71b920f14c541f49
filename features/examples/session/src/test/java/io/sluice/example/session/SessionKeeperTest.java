// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import static org.junit.Assert.assertEquals;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketText;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class SessionKeeperTest {

  private static final String HELLO = "{\"op\":10,\"d\":{\"heartbeat_interval\":40000}}";
  private static final String READY =
      "{\"op\":0,\"t\":\"READY\",\"s\":1,\"d\":{\"session_id\":\"s1\"}}";
  private static final String IDENTIFY = "{\"op\":2,\"d\":{\"token\":\"secret\"}}";

  private final ManualClock clock = TestClock.manual();
  private final List<String> beats = new ArrayList<>();
  private final Memory memory = new Memory();
  private final SessionKeeper keeper =
      new SessionKeeper(
          "secret",
          memory,
          new Heart(
              (delay, action) -> clock.after(delay, action)::cancel,
              () -> 1.0,
              new Heart.Body() {
                @Override
                public void beat(String connection) {
                  beats.add(connection);
                }

                @Override
                public void faint(String connection) {
                  beats.add("faint");
                }
              }));

  private static EventOrigin origin() {
    return new EventOrigin("gateway", "websocket:ws://127.0.0.1:1/gateway", "c1", 1);
  }

  /** What the keeper does about a text. */
  private List<String> hear(String text) {
    return done(new WebSocketText(origin(), 0, 0, text));
  }

  private List<String> done(IngressEvent event) {
    return keeper.handle(event).stream().map(SessionKeeperTest::inShort).toList();
  }

  private static String inShort(OutputCommand command) {
    if (command.payload() instanceof SendText send) {
      return send.text();
    }
    if (command.payload() instanceof CloseConnection close) {
      return close.code() + " " + close.reason();
    }
    return ((UpdateStatus) command.payload()).message();
  }

  @Test
  public void aHelloIsAnsweredWithTheToken() {
    assertEquals(List.of(IDENTIFY), hear(HELLO));
  }

  @Test
  public void aHelloAfterALossIsAnsweredWithAResume() {
    hear(HELLO);
    hear(READY);
    hear("{\"op\":0,\"t\":\"X\",\"s\":2,\"d\":{}}");
    assertEquals(
        List.of("{\"op\":6,\"d\":{\"token\":\"secret\",\"session_id\":\"s1\",\"seq\":2}}"),
        hear(HELLO));
  }

  @Test
  public void theHeartBeatsFromTheHelloToTheClose() {
    hear(HELLO);
    clock.advance(Duration.ofSeconds(40));
    hear("{\"op\":11}");
    done(new WebSocketClosed(origin(), 0, 0, 1006, "", ClosedBy.PEER));
    clock.advance(Duration.ofMinutes(2));
    assertEquals(List.of("c1"), beats);
  }

  @Test
  public void aHeartbeatThatIsAskedForIsSentAtOnce() {
    assertEquals(List.of("{\"op\":1,\"d\":null}"), hear("{\"op\":1}"));
    hear(READY);
    assertEquals(List.of("{\"op\":1,\"d\":1}"), hear("{\"op\":1}"));
  }

  @Test
  public void whoIsAskedToConnectAgainCloses() {
    assertEquals(List.of("4000 asked to connect again"), hear("{\"op\":7}"));
  }

  @Test
  public void aSessionThatIsNotValidIsResumedElsewhereOrBegunAnew() {
    hear(READY);
    assertEquals(List.of("4000 the session was interrupted"), hear("{\"op\":9,\"d\":true}"));
    assertEquals(List.of(IDENTIFY), hear("{\"op\":9,\"d\":false}"));
  }

  @Test
  public void missingNumbersAreCounted() {
    hear(READY);
    hear("{\"op\":0,\"t\":\"X\",\"s\":5,\"d\":{}}");
    assertEquals(new Progress("s1", 5, 2, 3), memory.progress());
  }

  @Test
  public void whatIsNoMessageIsSaidAndHasNoConsequence() {
    for (String text : List.of("", "no JSON {", "[]", "{\"op\":\"x\"}", "{\"op\":10,\"d\":{}}")) {
      assertEquals(text, List.of("heard what is no message"), hear(text));
    }
    assertEquals(List.of(), hear("{\"op\":99}"));
    assertEquals(Progress.NONE, memory.progress());
  }
}
