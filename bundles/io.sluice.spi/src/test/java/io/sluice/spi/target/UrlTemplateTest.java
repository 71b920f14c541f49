// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class UrlTemplateTest {

  private static final UrlTemplate OPEN =
      UrlTemplate.parse("wss://${server}:${port}/rooms/${room}?v=10");

  private static String refusal(Map<String, String> values) {
    return String.valueOf(
        assertThrows(InvalidTargetException.class, () -> OPEN.resolve(values)).getMessage());
  }

  @Test
  public void everyOpenPartIsFilled() {
    TargetUrl url = OPEN.resolve(Map.of("server", "example.com", "port", "8443", "room", "a%20b"));

    assertEquals("wss://example.com:8443/rooms/a%20b?v=10", url.uri().toString());
  }

  @Test
  public void aHostMayBeAnIpv6Address() {
    TargetUrl url = OPEN.resolve(Map.of("server", "[::1]", "port", "1", "room", "x"));

    assertEquals("[::1]", url.host());
  }

  @Test
  public void aTemplateWithoutOpenPartsIsAUrl() {
    UrlTemplate closed = UrlTemplate.parse("WSS://Example.com/feed?v=10");

    assertEquals(List.of(), List.copyOf(closed.parameters()));
    assertEquals("wss://example.com/feed?v=10", closed.resolve(Map.of()).uri().toString());
  }

  @Test
  public void parametersAreNamedOnceInTheirOrder() {
    UrlTemplate twice = UrlTemplate.parse("wss://${b}/${a}/${c}/${a}");

    assertEquals(List.of("b", "a", "c"), List.copyOf(twice.parameters()));
  }

  @Test
  public void aValueThatNobodyAskedForIsIgnored() {
    UrlTemplate closed = UrlTemplate.parse("wss://example.com/feed");

    assertEquals("example.com", closed.resolve(Map.of("server", "evil.test")).host());
  }

  @Test
  public void aMissingValueIsNamed() {
    assertEquals(
        "parameter port: no value", refusal(Map.of("server", "example.com", "room", "lobby")));
  }

  @Test
  public void aBadHostIsNamed() {
    assertEquals(
        "parameter server: the host has a character other than a-z, 0-9, hyphen and dot",
        refusal(Map.of("server", "example.com/evil", "port", "1", "room", "x")));
  }

  @Test
  public void aPatternIsNoHost() {
    assertEquals(
        "parameter server: the host has a character other than a-z, 0-9, hyphen and dot",
        refusal(Map.of("server", "*", "port", "1", "room", "x")));
  }

  @Test
  public void aHostTakesNoPortAlong() {
    assertEquals(
        "parameter server: the host has a character other than a-z, 0-9, hyphen and dot",
        refusal(Map.of("server", "example.com:80", "port", "1", "room", "x")));
  }

  @Test
  public void aHostInUpperCaseIsNamedWithItsCanonicalForm() {
    assertEquals(
        "parameter server: the host is not in lower case; write example.com",
        refusal(Map.of("server", "Example.com", "port", "1", "room", "x")));
  }

  @Test
  public void anEmptyHostIsNamed() {
    assertEquals(
        "parameter server: no host", refusal(Map.of("server", "", "port", "1", "room", "x")));
  }

  @Test
  public void aBadPortIsNamed() {
    for (String port : List.of("", "0", "65536", "*", "080", "-1")) {
      assertEquals(
          "parameter port: the port is not a number from 1 to 65535",
          refusal(Map.of("server", "a", "port", port, "room", "x")));
    }
  }

  @Test
  public void aSegmentIsOneSegment() {
    assertEquals(
        "parameter room: the path has a character that is not allowed in it",
        refusal(Map.of("server", "a", "port", "1", "room", "x/y")));
  }

  @Test
  public void aSegmentDoesNotGoUp() {
    assertEquals(
        "parameter room: the path has a dot segment",
        refusal(Map.of("server", "a", "port", "1", "room", "..")));
  }

  @Test
  public void aSegmentHidesNothing() {
    assertEquals(
        "parameter room: the path percent-encodes a slash, a backslash, a percent sign or a"
            + " semicolon",
        refusal(Map.of("server", "a", "port", "1", "room", "x%2Fy")));
  }

  @Test
  public void aSegmentBeginsNoQuery() {
    assertEquals(
        "parameter room: the path has a character that is not allowed in it",
        refusal(Map.of("server", "a", "port", "1", "room", "x?y")));
  }

  @Test
  public void anEmptySegmentIsNamed() {
    assertEquals(
        "parameter room: the path segment is empty",
        refusal(Map.of("server", "a", "port", "1", "room", "")));
  }

  @Test
  public void whatIsFilledIsNotFilledAgain() {
    UrlTemplate template = UrlTemplate.parse("wss://example.com/${a}/${b}");

    InvalidTargetException refusal =
        assertThrows(
            InvalidTargetException.class, () -> template.resolve(Map.of("a", "${b}", "b", "x")));

    assertEquals(
        "parameter a: the path has a character that is not allowed in it", refusal.getMessage());
  }

  @Test
  public void aUrlThatIsTooLongOnceFilledIsRefused() {
    assertEquals(
        "longer than 2048 characters",
        refusal(Map.of("server", "a", "port", "1", "room", "x".repeat(2_048))));
  }

  @Test
  public void theQueryIsNotShown() {
    assertEquals("wss://${server}:${port}/rooms/${room}", OPEN.toString());
  }

  @Test
  public void oneNameHasOneSample() {
    assertEquals(
        UrlTemplate.parse("wss://${server}/x").sample(),
        UrlTemplate.parse("wss://${server}/x").sample());
  }

  @Test
  public void otherNamesHaveOtherSamples() {
    assertNotEquals(
        UrlTemplate.parse("wss://${a_b}/x").sample(), UrlTemplate.parse("wss://${a-b}/x").sample());
    assertNotEquals(
        UrlTemplate.parse("wss://a:${one}/x").sample(),
        UrlTemplate.parse("wss://a:${two}/x").sample());
    assertNotEquals(
        UrlTemplate.parse("wss://a/${one}").sample(), UrlTemplate.parse("wss://a/${two}").sample());
  }

  @Test
  public void aSampleIsNoLiteralThatSomebodyWouldWrite() {
    assertNotEquals(
        UrlTemplate.parse("wss://a/room").sample(), UrlTemplate.parse("wss://a/${room}").sample());
  }

  @Test
  public void theLongestNameHasASample() {
    String name = "a".repeat(32);

    assertEquals(
        List.of(name), List.copyOf(UrlTemplate.parse("wss://${" + name + "}/x").parameters()));
  }
}
