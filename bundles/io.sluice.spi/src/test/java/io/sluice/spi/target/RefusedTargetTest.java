// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Lines that are no target, each with what is said about it. */
@RunWith(Parameterized.class)
public final class RefusedTargetTest {

  private static final String NO_HOST = "no host";
  private static final String NO_SLASHES = "write scheme://host[:port][/path/prefix]";
  private static final String SCHEME = "the scheme is none of ws, wss, http, https";
  private static final String USER = "user information is not allowed";
  private static final String PORT = "the port is not a number from 1 to 65535";
  private static final String NO_QUERY = "a target has no query and no fragment";
  private static final String ASTERISK =
      "the host has a * that does not stand for whole labels in front; write *.example.com";
  private static final String TOP_LEVEL = "the host would cover a whole top-level domain";
  private static final String BELOW_ADDRESS = "there is nothing below an IP address";
  private static final String HOST_CHARACTER =
      "the host has a character other than a-z, 0-9, hyphen and dot";
  private static final String NOT_ASCII = "the host is not ASCII; write an IDN in its xn-- form";
  private static final String NUMBER =
      "the host is a number but not an IPv4 address in dotted decimal form";
  private static final String IPV6 = "the host is not an IPv6 address in brackets";
  private static final String TRAILING_SLASH =
      "the path prefix ends with a slash; leave it out: whole segments are compared";
  private static final String COMMA =
      "the path prefix has a comma, which parts the targets of a list; end it before";
  private static final String PATH_CHARACTER = "the path has a character that is not allowed in it";
  private static final String NOT_LOWER_CASE = "the host is not in lower case; write ";
  private static final String METHOD = "the method is none of GET, POST, PUT, PATCH, DELETE";
  private static final String WEBSOCKET_METHOD = "a WebSocket target has no methods";

  private final String line;
  private final String message;

  public RefusedTargetTest(String label, String line, String message) {
    this.line = line;
    this.message = message;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> refusals() {
    Table table = new Table();
    forms(table);
    hosts(table);
    ports(table);
    paths(table);
    methods(table);
    return table.rows();
  }

  private static void forms(Table table) {
    table
        .add("", NO_SLASHES)
        .add("*", NO_SLASHES)
        .add(":1234", NO_SLASHES)
        .add("example.com", NO_SLASHES)
        .add("ws:example.com", NO_SLASHES)
        .add("ws:/example.com", NO_SLASHES)
        .add("http://", NO_HOST)
        .add("http:///", NO_HOST)
        .add("ws://", NO_HOST)
        .add("ws:///feed", NO_HOST)
        .add("ws://:80", NO_HOST)
        .add("://example.com", SCHEME)
        .add("*://example.com", SCHEME)
        .add("WS://example.com", SCHEME)
        .add("ws+unix://example.com", SCHEME)
        .add("file://example.com", SCHEME)
        .add("ws://user:pw@example.com", USER)
        .add("ws://example.com@evil.test", USER)
        .add("ws://example.com?feed", NO_QUERY)
        .add("ws://example.com/feed?x=y", NO_QUERY)
        .add("ws://example.com#", NO_QUERY)
        .add("2049 characters", RefusedUrlTest.urlOfLength(2_049), "longer than 2048 characters");
  }

  private static void hosts(Table table) {
    table
        .add("ws://*.", NO_HOST)
        .add("ws://*foo.com", ASTERISK)
        .add("ws://foo*.com", ASTERISK)
        .add("ws://foo.*.com", ASTERISK)
        .add("ws://a.*.b", ASTERISK)
        .add("ws://*.*.x", ASTERISK)
        .add("ws://**", ASTERISK)
        .add("ws://*.com", TOP_LEVEL)
        .add("ws://*.127.0.0.1", BELOW_ADDRESS)
        .add("ws://*.[::1]", BELOW_ADDRESS)
        .add("ws://*.0.0.1", NUMBER)
        .add("ws://Example.COM", NOT_LOWER_CASE + "example.com")
        .add("ws://*.Example.COM", NOT_LOWER_CASE + "example.com")
        .add("ws://\u00c9xample.com", NOT_ASCII)
        .add("ws://ex\u00e4mple.com", NOT_ASCII)
        .add("the Kelvin sign, whose lower case is ASCII", "ws://\u212a.com", NOT_ASCII)
        .add("ws://example.com.", "the host has an empty label")
        .add("ws://example.1com", "the host's last label begins with a digit")
        .add("ws://exam_ple.com", HOST_CHARACTER)
        .add("ws://EXAM_PLE.com", HOST_CHARACTER)
        .add("ws://example.com%40evil.test", HOST_CHARACTER)
        .add("ws://evil.test\\example.com", HOST_CHARACTER)
        .add("a tab", "ws://exam\tple.com", HOST_CHARACTER)
        .add("a line feed", "ws://example.com\n", HOST_CHARACTER)
        .add("ws://2130706433", NUMBER)
        .add("ws://0x7f000001", NUMBER)
        .add("ws://127.1", NUMBER)
        .add("ws://[", IPV6)
        .add("ws://[]", IPV6)
        .add("ws://[::1", IPV6)
        .add("ws://[.:1]", IPV6)
        .add("ws://[127.0.0.1]", IPV6)
        .add("ws://[12345::]", IPV6)
        .add("ws://[fe80::1%25lo]", IPV6)
        .add(
            "ws://[FD00::1]",
            "the IPv6 address is not in canonical form (RFC 5952); write [fd00::1]");
  }

  private static void ports(Table table) {
    table
        .add("ws://example.com:", PORT)
        .add("ws://example.com:0", PORT)
        .add("ws://example.com:65536", PORT)
        .add("ws://example.com:-1", PORT)
        .add("ws://example.com:080", PORT)
        .add("ws://example.com:**", PORT)
        .add("ws://example.com:80-90", PORT)
        .add("ws://example.com:80:80", HOST_CHARACTER)
        .add("ws://::1", HOST_CHARACTER);
  }

  private static void paths(Table table) {
    table
        .add("ws://example.com/", TRAILING_SLASH)
        .add("ws://example.com/feed/", TRAILING_SLASH)
        .add("ws://example.com//feed", "the path has an empty segment")
        .add("ws://example.com/../feed", "the path has a dot segment")
        .add(
            "ws://example.com/%2e%2e",
            "the path percent-encodes a character that stands for itself")
        .add("ws://example.com/feed%", "the path has a percent sign without two hex digits")
        .add("ws://example.com/feed%z0", "the path has a percent sign without two hex digits")
        .add("ws://example.com/feed%0z", "the path has a percent sign without two hex digits")
        .add("ws://example.com/feed%2", "the path has a percent sign without two hex digits")
        .add("ws://example.com/f\u00e9ed", "the path is not ASCII; percent-encode it as UTF-8")
        .add("ws://example.com/feed;a", PATH_CHARACTER)
        .add("ws://example.com/*\"", PATH_CHARACTER)
        .add("a tab in the path", "ws://example.com/fe\ted", PATH_CHARACTER)
        .add("ws://example.com/a,b", COMMA)
        .add("ws://example.com/feed,", COMMA);
  }

  private static void methods(Table table) {
    table
        .add("http://example.com", "a request target needs methods; write GET http://…")
        .add("https://example.com", "a request target needs methods; write GET https://…")
        .add("get https://example.com", METHOD)
        .add("CONNECT https://example.com", METHOD)
        .add("* https://example.com", METHOD)
        .add("GET, https://example.com", METHOD)
        .add("GET,,POST https://example.com", METHOD)
        .add(" https://example.com", METHOD)
        .add("GET  https://example.com", SCHEME)
        .add("GET,https://example.com", SCHEME)
        .add("GET POST https://example.com", SCHEME)
        .add("GET ws://example.com", WEBSOCKET_METHOD)
        .add(" ws://example.com", WEBSOCKET_METHOD)
        .add("ws://example.com ", NO_SLASHES)
        .add("ws://exam ple.com", NO_SLASHES);
  }

  @Test
  public void isRefusedForItsReason() {
    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> Target.parse(line));

    assertEquals(message, refusal.getMessage());
  }
}
