// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.EventOrigin;
import io.sluice.spi.authority.PluginAuthority;
import java.util.List;
import org.junit.Test;

public class PlaceTest {

  private static final EventOrigin ORIGIN =
      new EventOrigin("feed", "websocket:ws://example.com/feed", "ws-1", 1);

  private final TestLimits limits = new TestLimits();
  private final TestDiagnostics diagnostics = new TestDiagnostics();
  private final TestAuthority authority = new TestAuthority();
  private final Places places = new Places(2);
  private final Teller teller =
      new Teller("test.plugin", true, new TestPort(), diagnostics, () -> 0);

  private Place place() {
    return new Place(places, limits.build(), 7);
  }

  private PluginAuthority allowed() {
    return authority.snapshot().plugin(7);
  }

  @Test
  public void aPlaceIsTakenOnce() {
    Place place = place();
    assertTrue(place.take(allowed(), ORIGIN, teller));
    assertTrue(place.take(allowed(), ORIGIN, teller));
    assertTrue(place().take(allowed(), ORIGIN, teller));
    assertFalse(place().take(allowed(), ORIGIN, teller));
  }

  @Test
  public void aPlaceIsGivenBackOnce() {
    Place place = place();
    place.take(allowed(), ORIGIN, teller);
    place().take(allowed(), ORIGIN, teller);
    place.release();
    place.release();
    assertTrue(place().take(allowed(), ORIGIN, teller));
    assertFalse(place().take(allowed(), ORIGIN, teller));
  }

  @Test
  public void aPlaceThatWasNotTakenIsNotGivenBack() {
    place().take(allowed(), ORIGIN, teller);
    place().take(allowed(), ORIGIN, teller);
    place().release();
    assertFalse(place().isLeft(allowed()));
  }

  @Test
  public void theWantOfAPlaceIsToldOnce() {
    limits.connectionsPerPlugin = 1;
    limits.connectionsInAll = 2;
    Place first = place();
    first.take(allowed(), ORIGIN, teller);
    Place second = place();
    assertFalse(second.take(allowed(), ORIGIN, teller));
    assertFalse(second.take(allowed(), ORIGIN, teller));
    assertEquals(List.of("connection_limit"), diagnostics.codes());
    assertEquals(
        "websocket:ws://example.com/feed: no place for it: a plugin may have 1 connections,"
            + " the host 2",
        diagnostics.entries().get(0).message());
  }

  @Test
  public void theWantOfAPlaceIsToldAgainAfterOneWasTaken() {
    limits.connectionsPerPlugin = 1;
    Place first = place();
    Place second = place();
    first.take(allowed(), ORIGIN, teller);
    second.take(allowed(), ORIGIN, teller);
    first.release();
    assertTrue(second.take(allowed(), ORIGIN, teller));
    second.release();
    first.take(allowed(), ORIGIN, teller);
    second.take(allowed(), ORIGIN, teller);
    assertEquals(2, diagnostics.count("connection_limit"));
  }

  @Test
  public void aGrantMayAllowMore() {
    limits.connectionsPerPlugin = 1;
    authority.maxConnections(2);
    assertTrue(place().take(allowed(), ORIGIN, teller));
    assertTrue(place().isLeft(allowed()));
    assertTrue(place().take(allowed(), ORIGIN, teller));
  }
}
