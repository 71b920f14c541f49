// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public final class TargetTemplateTest {

  private static final TargetTemplate OPEN = wss("${server}", "${port}", "/rooms/${room}");

  private static TargetTemplate wss(String host, String port, String pathPrefix) {
    return new TargetTemplate(Set.of(), Scheme.WSS, host, port, pathPrefix);
  }

  private static String refusal(String host, String port, String pathPrefix) {
    return String.valueOf(
        assertThrows(InvalidTargetException.class, () -> wss(host, port, pathPrefix)).getMessage());
  }

  @Test
  public void everyOpenPartIsFilled() {
    assertEquals(
        Target.parse("wss://example.com:8443/rooms/lobby"),
        OPEN.resolve(Map.of("server", "example.com", "port", "8443", "room", "lobby")));
  }

  @Test
  public void parametersAreNamedInTheirOrder() {
    assertEquals(List.of("server", "port", "room"), List.copyOf(OPEN.parameters()));
  }

  @Test
  public void whatIsNotOpenIsLeftAsItIs() {
    assertEquals(
        Target.parse("wss://*.example.com:*"), wss("*.example.com", "*", "").resolve(Map.of()));
  }

  @Test
  public void aPortThatIsLeftOutIsTheOneOfTheScheme() {
    assertEquals(443, wss("example.com", "", "").resolve(Map.of()).port());
  }

  @Test
  public void methodsAreKeptInTheirOrder() {
    Set<String> methods = new LinkedHashSet<>(List.of("PUT", "GET"));
    TargetTemplate template = new TargetTemplate(methods, Scheme.HTTPS, "${server}", "", "/v1");

    assertEquals("PUT,GET https://${server}/v1", template.toString());
    assertEquals(
        "PUT,GET https://example.com/v1",
        template.resolve(Map.of("server", "example.com")).toString());
  }

  @Test
  public void aTemplateIsWrittenWithWhatIsOpen() {
    assertEquals("wss://${server}:${port}/rooms/${room}", OPEN.toString());
    assertEquals("wss://${server}/rooms", wss("${server}", "", "/rooms").toString());
    assertEquals("wss://${server}", wss("${server}", "443", "").toString());
    assertEquals("wss://${server}:80", wss("${server}", "80", "").toString());
  }

  @Test
  public void aMissingValueIsNamed() {
    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> OPEN.resolve(Map.of()));

    assertEquals("parameter server: no value", refusal.getMessage());
  }

  @Test
  public void aPatternDoesNotFillAHost() {
    TargetTemplate template = wss("${server}", "", "");

    InvalidTargetException refusal =
        assertThrows(
            InvalidTargetException.class,
            () -> template.resolve(Map.of("server", "*.example.com")));

    assertEquals(
        "parameter server: the host has a character other than a-z, 0-9, hyphen and dot",
        refusal.getMessage());
  }

  @Test
  public void anyPortDoesNotFillAPort() {
    TargetTemplate template = wss("example.com", "${port}", "");

    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> template.resolve(Map.of("port", "*")));

    assertEquals("parameter port: the port is not a number from 1 to 65535", refusal.getMessage());
  }

  @Test
  public void twoSegmentsDoNotFillOne() {
    TargetTemplate template = wss("example.com", "", "/${room}");

    assertThrows(InvalidTargetException.class, () -> template.resolve(Map.of("room", "a/b")));
  }

  @Test
  public void theSampleCoversTheSampleOfItsUrl() {
    assertTrue(
        OPEN.sample()
            .covers(UrlTemplate.parse("wss://${server}:${port}/rooms/${room}/x").sample()));
  }

  @Test
  public void theSampleDoesNotCoverTheSampleOfAnotherParameter() {
    assertFalse(
        OPEN.sample().covers(UrlTemplate.parse("wss://${server}:${port}/rooms/${other}").sample()));
  }

  @Test
  public void aLiteralDoesNotCoverTheSampleOfAParameterOfItsName() {
    assertFalse(
        wss("example.com", "", "/room")
            .sample()
            .covers(UrlTemplate.parse("wss://example.com/${room}").sample()));
  }

  @Test
  public void aPartOfALabelCannotBeOpen() {
    assertEquals(
        "a ${parameter} must be the whole host, the whole port or a whole path segment",
        refusal("*.${server}", "", ""));
  }

  @Test
  public void aLiteralThatIsBadIsRefusedAtOnce() {
    assertEquals("no host", refusal("", "", ""));
    assertEquals("the port is not a number from 1 to 65535", refusal("${server}", "080", ""));
    assertEquals("the path does not begin with a slash", refusal("${server}", "", "rooms"));
    assertEquals(
        "the path prefix ends with a slash; leave it out: whole segments are compared",
        refusal("${server}", "", "/rooms/"));
  }

  @Test
  public void aNameThatStandsForTwoKindsOfPartsIsRefused() {
    assertEquals("${a} stands for a host and for a port", refusal("${a}", "${a}", ""));
  }
}
