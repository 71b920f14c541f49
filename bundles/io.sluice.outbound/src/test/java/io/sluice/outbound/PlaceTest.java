// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.target.InvalidTargetException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** Which peers a line covers, and which of two lines is more exact. */
public final class PlaceTest {

  private static boolean covers(String line, boolean secure, String host, int port) {
    return Place.parse(line).covers(Peer.of(secure, host, port));
  }

  @Test
  public void aHostIsCoveredOnThePortOfItsScheme() {
    assertTrue(covers("wss://a.example.com", true, "a.example.com", 443));
    assertTrue(covers("https://a.example.com", true, "a.example.com", 443));
    assertTrue(covers("ws://a.example.com", false, "a.example.com", 80));
    assertTrue(covers("http://a.example.com", false, "a.example.com", 80));
    assertFalse(covers("wss://a.example.com", true, "a.example.com", 8443));
  }

  @Test
  public void aHostIsNotCoveredWithoutTlsWhereTheLineHasIt() {
    assertFalse(covers("wss://a.example.com:*", false, "a.example.com", 443));
    assertFalse(covers("ws://a.example.com:*", true, "a.example.com", 80));
  }

  @Test
  public void whatIsBelowANameIsCovered() {
    assertTrue(covers("wss://*.example.com:8443", true, "a.b.example.com", 8443));
    assertFalse(covers("wss://*.example.com:8443", true, "example.com", 8443));
    assertFalse(covers("wss://*.example.com:8443", true, "badexample.com", 8443));
  }

  @Test
  public void theNotationOfAHostMakesNoDifference() {
    assertTrue(covers("wss://a.example.com", true, "A.Example.COM.", 443));
    assertTrue(covers("wss://[2001:db8::1]", true, "2001:DB8:0:0::1", 443));
    assertTrue(covers("wss://127.0.0.1", true, "::ffff:127.0.0.1", 443));
  }

  @Test
  public void aHostThatIsNoAddressAndHasAColonIsCoveredByNoName() {
    assertFalse(covers("wss://a.example.com", true, "a.example.com:443", 443));
  }

  @Test
  public void theExacterHostCountsFirstAndThenThePort() {
    List<Place> inOrder =
        Stream.of(
                "wss://*:*",
                "wss://*",
                "wss://*.example.com:*",
                "wss://*.example.com",
                "wss://*.a.example.com:*",
                "wss://b.a.example.com:*",
                "wss://b.a.example.com")
            .map(Place::parse)
            .toList();
    List<Place> sorted = inOrder.stream().sorted(Place.EXACTNESS.reversed()).toList();
    assertEquals(inOrder, sorted.stream().sorted(Place.EXACTNESS).toList());
  }

  @Test
  public void aMethodIsNoPartOfALine() {
    assertThrows(InvalidTargetException.class, () -> Place.parse("GET https://a.example.com"));
  }

  @Test
  public void aLineHasASchemeOfTheFour() {
    assertThrows(InvalidTargetException.class, () -> Place.parse("a.example.com"));
    assertThrows(InvalidTargetException.class, () -> Place.parse("ftp://a.example.com"));
  }
}
