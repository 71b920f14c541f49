// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.junit.Test;

public final class IngressEventIdTest {

  private static final long NOW = Instant.parse("2026-11-20T12:34:56.789Z").toEpochMilli();
  private static final long LARGEST_SERIAL = (1L << 62) - 1;
  private static final EventOrigin ORIGIN =
      new EventOrigin("gateway", "websocket:wss://example.com/", "c1", 1);

  private static IngressEvent event(long createdAtMillis, long serial) {
    return new WebSocketText(ORIGIN, createdAtMillis, serial, "hello");
  }

  private static String id(long createdAtMillis, long serial) {
    return event(createdAtMillis, serial).id();
  }

  @Test
  public void theIdIsAVersion7Uuid() {
    UUID id = UUID.fromString(id(NOW, 5));

    assertEquals(7, id.version());
    assertEquals(2, id.variant());
  }

  @Test
  public void theLargestSerialLeavesVersionAndVariantAlone() {
    UUID id = UUID.fromString(id(NOW, LARGEST_SERIAL));

    assertEquals(7, id.version());
    assertEquals(2, id.variant());
  }

  @Test
  public void theIdBeginsWithTheTime() {
    assertEquals(NOW, UUID.fromString(id(NOW, 5)).getMostSignificantBits() >>> 16);
  }

  @Test
  public void theIdIsWrittenLikeTheExampleOfTheStandard() {
    // RFC 9562, appendix A.6, has this time.
    assertEquals("017f22e2-79b0-7000-8000-000000000005", id(0x017F22E279B0L, 5));
  }

  @Test
  public void aLaterEventHasALargerId() {
    assertTrue(id(NOW, LARGEST_SERIAL).compareTo(id(NOW + 1, 0)) < 0);
  }

  @Test
  public void ofOneMillisecondTheLargerSerialHasTheLargerId() {
    assertTrue(id(NOW, 0).compareTo(id(NOW, 1)) < 0);
    assertTrue(id(NOW, 1).compareTo(id(NOW, 1L << 32)) < 0);
    assertTrue(id(NOW, 1L << 61).compareTo(id(NOW, LARGEST_SERIAL)) < 0);
  }

  @Test
  public void theOrderOfIdsIsTheOrderOfTimeInEveryCentury() {
    assertTrue(id(0, 0).compareTo(id((1L << 47) - 1, 0)) < 0);
    assertTrue(id((1L << 47) - 1, 0).compareTo(id((1L << 48) - 1, 0)) < 0);
  }

  @Test
  public void eventsThatDifferInTimeOrSerialHaveOtherIds() {
    assertNotEquals(id(NOW, 1), id(NOW, 2));
    assertNotEquals(id(NOW, 1), id(NOW + 1, 1));
  }

  @Test
  public void anEventHasTheSameIdEachTime() {
    IngressEvent event = event(NOW, 5);

    assertEquals(event.id(), event.id());
  }

  @Test
  public void anEventTellsWhereAndWhenItHappened() {
    IngressEvent event = event(NOW, 5);

    assertEquals("gateway", event.ingress());
    assertEquals("websocket:wss://example.com/", event.source());
    assertEquals("c1", event.connection());
    assertEquals(1, event.attempt());
    assertEquals(Instant.parse("2026-11-20T12:34:56.789Z"), event.createdAt());
  }
}
