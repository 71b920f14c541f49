// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import com.google.gson.JsonObject;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import org.junit.After;
import org.junit.Test;

public class EnvelopeGatewayTest {

  private static final Duration LATE = Duration.ofSeconds(3);

  private final ManualClock clock = TestClock.manual();
  private final EnvelopeGateway gateway =
      EnvelopeGateway.start(EnvelopeGateway.Settings.standard(clock));

  @After
  public void closeGateway() {
    gateway.close();
  }

  private ProfileClient connect() throws Exception {
    ProfileClient client = new ProfileClient(gateway.url());
    assertEquals("hello", client.hearObject().get("type").getAsString());
    return client;
  }

  @Test
  public void anEnvelopeIsAcknowledgedByItsId() throws Exception {
    try (ProfileClient client = connect()) {
      String id = gateway.deliver("events_api", "{\"event\":1}");
      JsonObject envelope = client.hearObject();
      assertEquals(id, envelope.get("envelope_id").getAsString());
      assertEquals("events_api", envelope.get("type").getAsString());
      assertEquals("{\"event\":1}", envelope.get("payload").toString());
      assertFalse(envelope.has("retry_attempt"));
      assertNull(gateway.acknowledgement(id));
      client.say("{\"envelope_id\":\"" + id + "\",\"payload\":{\"text\":\"done\"}}");
      await().until(gateway::unacknowledged, number -> number == 0);
      assertEquals("{\"text\":\"done\"}", gateway.acknowledgement(id));
      clock.advance(LATE);
      assertEquals(0, gateway.lost());
    }
  }

  @Test
  public void anEnvelopeThatNobodyAcknowledgesIsSentAgainAndLostInTheEnd() throws Exception {
    try (ProfileClient client = connect()) {
      gateway.deliver("events_api", "{}");
      client.hear();
      for (int i = 1; i <= EnvelopeGateway.RETRIES; i++) {
        clock.advance(LATE);
        JsonObject again = client.hearObject();
        assertEquals(i, again.get("retry_attempt").getAsInt());
        assertEquals("timeout", again.get("retry_reason").getAsString());
      }
      clock.advance(LATE);
      assertEquals(1, gateway.lost());
      assertEquals(0, gateway.unacknowledged());
    }
  }

  @Test
  public void anEnvelopeWaitsForAConnection() throws Exception {
    String id = gateway.deliver("events_api", "{}");
    try (ProfileClient client = connect()) {
      assertEquals(id, client.hearObject().get("envelope_id").getAsString());
    }
  }

  @Test
  public void anEnvelopeThatIsDueAgainWaitsForAConnection() throws Exception {
    String id;
    try (ProfileClient client = connect()) {
      id = gateway.deliver("events_api", "{}");
      client.hear();
    }
    await().until(gateway::clients, number -> number == 0);
    clock.advance(LATE);
    try (ProfileClient client = connect()) {
      JsonObject again = client.hearObject();
      assertEquals(id, again.get("envelope_id").getAsString());
      assertEquals(1, again.get("retry_attempt").getAsInt());
    }
  }

  @Test
  public void severalConnectionsTakeTurns() throws Exception {
    try (ProfileClient one = connect();
        ProfileClient other = connect()) {
      String first = gateway.deliver("events_api", "{}");
      String second = gateway.deliver("events_api", "{}");
      assertEquals(first, one.hearObject().get("envelope_id").getAsString());
      assertEquals(second, other.hearObject().get("envelope_id").getAsString());
    }
  }

  @Test
  public void aRefreshWarnsAndThenCloses() throws Exception {
    try (ProfileClient old = connect()) {
      gateway.refresh();
      assertEquals("{\"type\":\"disconnect\",\"reason\":\"warning\"}", old.hear());
      try (ProfileClient fresh = connect()) {
        clock.advance(Duration.ofSeconds(10));
        assertEquals("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}", old.hear());
        assertEquals("closed 1000", old.hear());
        String id = gateway.deliver("events_api", "{}");
        assertEquals(id, fresh.hearObject().get("envelope_id").getAsString());
      }
    }
  }

  @Test
  public void whatIsNoJsonObjectIsRefused() throws Exception {
    try (ProfileClient client = connect()) {
      client.say("not JSON at all {");
      assertEquals("closed 1008", client.hear());
    }
  }
}
