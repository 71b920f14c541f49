// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.Test;

public final class TargetTest {

  private static Target target(String line) {
    return Target.parse(line);
  }

  private static boolean covers(String wider, String narrower) {
    return target(wider).covers(target(narrower));
  }

  private static boolean overlap(String one, String other) {
    return target(one).overlaps(target(other));
  }

  @Test
  public void aLineIsReadInItsParts() {
    assertEquals(
        new Target(
            Set.of("GET", "POST"), Scheme.HTTPS, new HostPattern("*.example.com"), 8443, "/v1/a"),
        target("POST,GET https://*.example.com:8443/v1/a"));
  }

  @Test
  public void whatIsLeftOutOfALineIsThePortOfTheSchemeAndAnyPath() {
    assertEquals(
        new Target(Set.of(), Scheme.WSS, new HostPattern("example.com"), 443, ""),
        target("wss://example.com"));
  }

  @Test
  public void aLineIsWrittenWithoutThePortOfTheScheme() {
    assertEquals("wss://example.com/feed", target("wss://example.com:443/feed").toString());
    assertEquals("wss://example.com:80", target("wss://example.com:80").toString());
    assertEquals("wss://example.com:*", target("wss://example.com:*").toString());
    assertEquals("wss://[::1]:8443", target("wss://[::1]:8443").toString());
    assertEquals("PUT,GET http://*", target("PUT,GET http://*:80").toString());
  }

  @Test
  public void theOrderOfMethodsMakesNoDifference() {
    assertEquals(target("GET,POST https://example.com"), target("POST,GET https://example.com"));
  }

  @Test
  public void everyMethodIsKnown() {
    String line = "GET,POST,PUT,PATCH,DELETE https://example.com";

    assertEquals(line, target(line).toString());
  }

  @Test
  public void everyHostIsBroad() {
    assertEquals(List.of("BROAD"), target("wss://*/feed").marks());
  }

  @Test
  public void everyPortIsBroad() {
    assertEquals(List.of("BROAD"), target("wss://example.com:*/feed").marks());
  }

  @Test
  public void hostsBelowANameAreWide() {
    assertEquals(List.of("WIDE"), target("wss://*.example.com/feed").marks());
  }

  @Test
  public void noPathPrefixIsAnyPath() {
    assertEquals(List.of("any path"), target("wss://example.com").marks());
  }

  @Test
  public void theGravestMarkComesFirst() {
    assertEquals(List.of("BROAD", "WIDE", "any path"), target("wss://*.example.com:*").marks());
  }

  @Test
  public void aNarrowTargetHasNoMarks() {
    assertEquals(List.of(), target("wss://example.com/feed").marks());
  }

  @Test
  public void aRequestIsCoveredByItsMethodToo() {
    Target target = target("GET,PUT https://example.com/v1");
    TargetUrl url = TargetUrl.parse("https://example.com/v1/a");

    assertTrue(target.covers("GET", url));
    assertTrue(target.covers("PUT", url));
    assertFalse(target.covers("POST", url));
    assertFalse(target.covers("GET", TargetUrl.parse("https://example.com/v2")));
  }

  @Test
  public void noMethodCoversAWebSocket() {
    assertFalse(target("wss://example.com").covers("GET", TargetUrl.parse("wss://example.com/")));
  }

  @Test
  public void aTargetCoversNarrowerOnes() {
    assertTrue(covers("wss://example.com", "wss://example.com"));
    assertTrue(covers("wss://example.com", "wss://example.com/feed"));
    assertTrue(covers("wss://example.com/feed", "wss://example.com/feed/x"));
    assertTrue(covers("wss://example.com:*", "wss://example.com:8443"));
    assertTrue(covers("wss://*.example.com", "wss://a.example.com"));
    assertTrue(covers("wss://*.example.com", "wss://*.a.example.com"));
    assertTrue(covers("wss://*", "wss://*.example.com"));
    assertTrue(covers("GET,PUT https://example.com", "PUT https://example.com"));
  }

  @Test
  public void aTargetDoesNotCoverWiderOnes() {
    assertFalse(covers("wss://example.com/feed", "wss://example.com"));
    assertFalse(covers("wss://example.com/feed", "wss://example.com/feedX"));
    assertFalse(covers("wss://example.com", "wss://example.com:*"));
    assertFalse(covers("wss://a.example.com", "wss://*.example.com"));
    assertFalse(covers("wss://*.a.example.com", "wss://*.example.com"));
    assertFalse(covers("wss://*.example.com", "wss://example.com"));
    assertFalse(covers("wss://*.example.com", "wss://*.com.example"));
    assertFalse(covers("wss://*.example.com", "wss://*"));
    assertFalse(covers("PUT https://example.com", "GET,PUT https://example.com"));
    assertFalse(covers("ws://example.com", "wss://example.com:80"));
  }

  @Test
  public void targetsOverlapWhereEachIsWiderInSomething() {
    assertTrue(overlap("wss://*.example.com/feed", "wss://a.example.com"));
    assertTrue(overlap("wss://example.com:*/feed/x", "wss://example.com/feed"));
    assertTrue(overlap("wss://*", "wss://[::1]"));
    assertTrue(overlap("GET,PUT https://example.com", "PUT,POST https://example.com"));
    assertTrue(overlap("wss://*.example.com", "wss://*.b.a.example.com"));
  }

  @Test
  public void targetsThatPartInOneThingDoNotOverlap() {
    assertFalse(overlap("wss://example.com", "ws://example.com:443"));
    assertFalse(overlap("wss://example.com", "wss://example.com:8443"));
    assertFalse(overlap("wss://example.com", "wss://example.org"));
    assertFalse(overlap("wss://*.example.com", "wss://example.com"));
    assertFalse(overlap("wss://*.a.example.com", "wss://*.b.example.com"));
    assertFalse(overlap("wss://example.com/feed", "wss://example.com/feedX"));
    assertFalse(overlap("GET https://example.com", "PUT https://example.com"));
  }

  @Test
  public void aPortBeyondTheLastIsRefused() {
    InvalidTargetException refusal =
        assertThrows(
            InvalidTargetException.class,
            () -> new Target(Set.of(), Scheme.WSS, new HostPattern("a"), 65_536, ""));

    assertEquals("the port is not a number from 1 to 65535", refusal.getMessage());
  }

  @Test
  public void aPortBeforeTheFirstIsRefused() {
    assertThrows(
        InvalidTargetException.class,
        () -> new Target(Set.of(), Scheme.WSS, new HostPattern("a"), 0, ""));
  }

  @Test
  public void aPathPrefixWithoutSlashIsRefused() {
    InvalidTargetException refusal =
        assertThrows(
            InvalidTargetException.class,
            () -> new Target(Set.of(), Scheme.WSS, new HostPattern("a"), 443, "feed"));

    assertEquals("the path does not begin with a slash", refusal.getMessage());
  }

  @Test
  public void theMethodsCannotBeChangedAfterwards() {
    Target target = target("GET https://example.com");

    assertThrows(UnsupportedOperationException.class, () -> target.methods().add("PUT"));
  }
}
