// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import com.google.gson.JsonObject;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class SessionGatewayTest {

  private static final String IDENTIFY = "{\"op\":2,\"d\":{\"token\":\"token\"}}";
  private static final String HEARTBEAT = "{\"op\":1,\"d\":null}";

  private final ManualClock clock = TestClock.manual();
  private final SessionGateway gateway =
      SessionGateway.start(SessionGateway.Settings.standard(clock));

  @After
  public void closeGateway() {
    gateway.close();
  }

  /** A client that has read the hello. */
  private ProfileClient connect() throws Exception {
    ProfileClient client = new ProfileClient(gateway.url());
    JsonObject hello = client.hearObject();
    assertEquals(10, hello.get("op").getAsInt());
    assertEquals(41_250, hello.getAsJsonObject("d").get("heartbeat_interval").getAsInt());
    return client;
  }

  /** The id of the session that the client is told to have. */
  private static String identify(ProfileClient client) throws Exception {
    client.say(IDENTIFY);
    JsonObject ready = client.hearObject();
    assertEquals("READY", ready.get("t").getAsString());
    assertEquals(1, ready.get("s").getAsInt());
    return ready.getAsJsonObject("d").get("session_id").getAsString();
  }

  private static String resume(String session, long seq) {
    return "{\"op\":6,\"d\":{\"token\":\"token\",\"session_id\":\"%s\",\"seq\":%d}}"
        .formatted(session, seq);
  }

  private static void assertDispatched(int number, String type, JsonObject message) {
    assertEquals(0, message.get("op").getAsInt());
    assertEquals(number, message.get("s").getAsInt());
    assertEquals(type, message.get("t").getAsString());
  }

  private void awaitDisconnected() {
    await().until(() -> gateway.sessions().stream().noneMatch(SessionReport::connected));
  }

  @Test
  public void whatIsDispatchedIsNumbered() throws Exception {
    try (ProfileClient client = connect()) {
      String session = identify(client);
      gateway.dispatch("MESSAGE_CREATE", "{\"content\":\"hi\"}");
      gateway.dispatch("MESSAGE_CREATE", "{\"content\":\"there\"}");
      assertDispatched(2, "MESSAGE_CREATE", client.hearObject());
      JsonObject last = client.hearObject();
      assertDispatched(3, "MESSAGE_CREATE", last);
      assertEquals("there", last.getAsJsonObject("d").get("content").getAsString());
      assertEquals(List.of(new SessionReport(session, true, 3, 0)), gateway.sessions());
    }
  }

  @Test
  public void whoResumesIsSentWhatItMissed() throws Exception {
    String session;
    try (ProfileClient client = connect()) {
      session = identify(client);
    }
    awaitDisconnected();
    gateway.dispatch("MISSED", "1");
    try (ProfileClient client = connect()) {
      client.say(resume(session, 1));
      assertDispatched(2, "MISSED", client.hearObject());
      assertDispatched(3, "RESUMED", client.hearObject());
      assertEquals(List.of(new SessionReport(session, true, 3, 1)), gateway.sessions());
    }
  }

  @Test
  public void aSessionWithoutAConnectionIsForgottenInTime() throws Exception {
    String session;
    try (ProfileClient client = connect()) {
      session = identify(client);
    }
    awaitDisconnected();
    await().until(clock::pending, pending -> pending == 1);
    clock.advance(Duration.ofMinutes(1));
    try (ProfileClient client = connect()) {
      client.say(resume(session, 1));
      assertEquals("{\"op\":9,\"d\":false,\"s\":null,\"t\":null}", client.hear());
      assertNotEquals(session, identify(client));
    }
  }

  @Test
  public void aNumberThatWasNeverSentResumesNothing() throws Exception {
    try (ProfileClient client = connect()) {
      String session = identify(client);
      try (ProfileClient other = connect()) {
        other.say(resume(session, 2));
        assertEquals("closed 4007", other.hear());
      }
      assertEquals(List.of(), gateway.sessions());
    }
  }

  @Test
  public void aHeartbeatIsAnswered() throws Exception {
    try (ProfileClient client = connect()) {
      client.say(HEARTBEAT);
      assertEquals(11, client.hearObject().get("op").getAsInt());
      assertEquals(1, gateway.heartbeats());
    }
  }

  @Test
  public void aClientWithoutHeartbeatsIsClosedAndItsSessionForgotten() throws Exception {
    try (ProfileClient client = connect()) {
      identify(client);
      clock.advance(Duration.ofMillis(41_250 * 3 / 2 - 1));
      client.say(HEARTBEAT);
      client.hear();
      clock.advance(Duration.ofMillis(41_250));
      assertEquals(1, gateway.sessions().size());
      clock.advance(Duration.ofMillis(41_250 / 2));
      assertEquals("closed 4009", client.hear());
      assertEquals(List.of(), gateway.sessions());
    }
  }

  @Test
  public void heartbeatsStayUnansweredWhereThatIsWanted() throws Exception {
    try (ProfileClient client = connect()) {
      gateway.acknowledgeHeartbeats(false);
      client.say(HEARTBEAT);
      client.say(IDENTIFY);
      assertDispatched(1, "READY", client.hearObject());
      assertEquals(1, gateway.heartbeats());
    }
  }

  @Test
  public void theGatewayMayAskForAHeartbeatAndForAReconnect() throws Exception {
    try (ProfileClient client = connect()) {
      identify(client);
      gateway.askForHeartbeat();
      gateway.askToReconnect();
      assertEquals(1, client.hearObject().get("op").getAsInt());
      assertEquals(7, client.hearObject().get("op").getAsInt());
    }
  }

  @Test
  public void anInvalidSessionIsForgottenUnlessItMayBeResumed() throws Exception {
    try (ProfileClient client = connect()) {
      String session = identify(client);
      gateway.invalidate(true);
      assertEquals("{\"op\":9,\"d\":true,\"s\":null,\"t\":null}", client.hear());
      assertEquals(session, gateway.sessions().get(0).id());
      gateway.invalidate(false);
      assertEquals("{\"op\":9,\"d\":false,\"s\":null,\"t\":null}", client.hear());
      assertEquals(List.of(), gateway.sessions());
      assertNotEquals(session, identify(client));
    }
  }

  @Test
  public void aWrongTokenIsRefused() throws Exception {
    try (ProfileClient client = connect()) {
      client.say("{\"op\":2,\"d\":{\"token\":\"wrong\"}}");
      assertEquals("closed 4004", client.hear());
    }
  }

  @Test
  public void whoIsIdentifiedIsNotIdentifiedAgain() throws Exception {
    try (ProfileClient client = connect()) {
      identify(client);
      client.say(IDENTIFY);
      assertEquals("closed 4005", client.hear());
    }
  }

  @Test
  public void whoIsNotIdentifiedIsToldSo() throws Exception {
    try (ProfileClient client = connect()) {
      client.say("{\"op\":3,\"d\":{}}");
      assertEquals("closed 4003", client.hear());
    }
  }

  @Test
  public void anUnknownOperationIsRefused() throws Exception {
    try (ProfileClient client = connect()) {
      identify(client);
      client.say("{\"op\":99}");
      assertEquals("closed 4001", client.hear());
    }
  }

  @Test
  public void whatIsNoJsonObjectIsRefused() throws Exception {
    try (ProfileClient client = connect()) {
      client.say("[]");
      assertEquals("closed 4002", client.hear());
    }
  }
}
