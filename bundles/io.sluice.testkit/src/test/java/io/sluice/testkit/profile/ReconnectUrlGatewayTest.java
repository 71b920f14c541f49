// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import org.junit.After;
import org.junit.Test;

public class ReconnectUrlGatewayTest {

  private final ManualClock clock = TestClock.manual();
  private final ReconnectUrlGateway gateway =
      ReconnectUrlGateway.start(ReconnectUrlGateway.Settings.standard(clock));

  @After
  public void closeGateway() {
    gateway.close();
  }

  private static JsonObject hear(ProfileClient client, String type) throws Exception {
    JsonObject message = client.hearObject();
    assertEquals(type, message.getAsJsonObject("metadata").get("message_type").getAsString());
    return message.getAsJsonObject("payload");
  }

  private static JsonObject session(ProfileClient client, String type) throws Exception {
    return hear(client, type).getAsJsonObject("session");
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  @Test
  public void aClientIsWelcomedWithItsSession() throws Exception {
    try (ProfileClient client = new ProfileClient(gateway.url())) {
      JsonObject session = session(client, "session_welcome");
      assertEquals("connected", text(session, "status"));
      assertEquals(10, session.get("keepalive_timeout_seconds").getAsInt());
      assertTrue(session.get("reconnect_url").isJsonNull());
      assertEquals(1, gateway.clients());
    }
    await().until(gateway::clients, number -> number == 0);
  }

  @Test
  public void silenceIsBrokenByAKeepAlive() throws Exception {
    try (ProfileClient client = new ProfileClient(gateway.url())) {
      hear(client, "session_welcome");
      clock.advance(Duration.ofSeconds(9));
      gateway.send("channel.follow", "{\"user\":\"a\"}");
      JsonObject payload = hear(client, "notification");
      assertEquals("channel.follow", text(payload.getAsJsonObject("subscription"), "type"));
      assertEquals("{\"user\":\"a\"}", payload.get("event").toString());
      clock.advance(Duration.ofSeconds(9));
      gateway.send("channel.follow", "{}");
      hear(client, "notification");
      clock.advance(Duration.ofSeconds(20));
      hear(client, "session_keepalive");
      hear(client, "session_keepalive");
    }
  }

  @Test
  public void aClientThatIsMovedKeepsItsSession() throws Exception {
    try (ProfileClient old = new ProfileClient(gateway.url())) {
      String id = text(session(old, "session_welcome"), "id");
      gateway.move();
      JsonObject moved = session(old, "session_reconnect");
      assertEquals("reconnecting", text(moved, "status"));
      try (ProfileClient client = new ProfileClient(text(moved, "reconnect_url"))) {
        assertEquals(id, text(session(client, "session_welcome"), "id"));
        clock.advance(Duration.ofSeconds(5));
        gateway.send("channel.follow", "{}");
        hear(client, "notification");
        assertEquals(1, gateway.clients());
      }
    }
  }

  @Test
  public void aClientThatDoesNotMoveIsClosed() throws Exception {
    try (ProfileClient client = new ProfileClient(gateway.url())) {
      hear(client, "session_welcome");
      gateway.move("wss://elsewhere.example/ws");
      JsonObject moved = session(client, "session_reconnect");
      assertEquals("wss://elsewhere.example/ws", text(moved, "reconnect_url"));
      clock.advance(Duration.ofSeconds(30));
      for (int i = 0; i < 2; i++) {
        hear(client, "session_keepalive");
      }
      assertEquals("closed 4004", client.hear());
    }
  }

  @Test
  public void aUrlIsGivenForOneUse() throws Exception {
    try (ProfileClient client =
        new ProfileClient(gateway.server().url("/moved?to=nobody-knows-where"))) {
      assertEquals("closed 4007", client.hear());
    }
  }

  @Test
  public void clientsHaveNothingToSay() throws Exception {
    try (ProfileClient client = new ProfileClient(gateway.url())) {
      hear(client, "session_welcome");
      client.say("hello?");
      assertEquals("closed 4001", client.hear());
    }
  }
}
