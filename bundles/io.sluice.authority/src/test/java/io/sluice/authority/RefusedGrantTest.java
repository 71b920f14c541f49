// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.spi.configuration.BadValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Configurations that are no grant, though but one value is bad, each with what is said of it. */
@RunWith(Parameterized.class)
public final class RefusedGrantTest {

  private static final String WEBSOCKET = "host_api.websocket";
  private static final String REQUEST = "host_api.request";
  private static final String LINE = "write scheme://host[:port][/path/prefix]";
  private static final String VERSION = "version: not an OSGi version, such as 1.2.0";
  private static final String DIGEST =
      "digest: not sha256: and 64 lower-case hex digits, as sluice:show prints it";
  private static final String CONNECTIONS = "max_connections: not a number from 1 to 4096";
  private static final String TEXT_BYTES = "max_text_bytes: not a number from 1 to 16777216";
  private static final String MODE = "mode: neither enforce nor report_only";
  private static final String INGRESS = "not the name of an ingress, and not *";
  private static final String PLUGIN = "plugin: not a bundle's symbolic name";
  private static final String PARAMETER = "has a space, a backslash or what is no printable ASCII";
  private static final String PREFIX_LENGTH = "no prefix length; write 127.0.0.0/8 or fd00::/8";

  private final String key;
  private final Object value;
  private final String message;

  public RefusedGrantTest(String label, String key, Object value, String message) {
    this.key = key;
    this.value = value;
    this.message = message;
  }

  private static final class Rows {

    private final List<Object[]> rows = new ArrayList<>();

    Rows add(String key, Object value, String message) {
      return add(key + " = " + value, key, value, message);
    }

    Rows add(String label, String key, Object value, String message) {
      rows.add(new Object[] {label, key, value, message});
      return this;
    }
  }

  @Parameters(name = "{0}")
  public static List<Object[]> refusals() {
    Rows rows = new Rows();
    texts(rows);
    lists(rows);
    names(rows);
    numbers(rows);
    unknown(rows);
    return rows.rows;
  }

  private static void texts(Rows rows) {
    rows.add("plugin", "", "plugin: missing or empty; write the bundle's symbolic name")
        .add("plugin", " ", "plugin: missing or empty; write the bundle's symbolic name")
        .add("plugin", 1, "plugin: not a text; write it as one")
        .add(
            "plugin as a list",
            "plugin",
            new String[] {Chat.NAME},
            "plugin: not a text; write it as one")
        .add("plugin", "org.example.chat, org.example.mail", PLUGIN)
        .add("plugin", "*", PLUGIN)
        .add("plugin", "org.example.", PLUGIN)
        .add("plugin", "org.example.chat;singleton:=true", PLUGIN)
        .add("version", 1.2, "version: not a text; write it as one")
        .add("version", "1.x", VERSION)
        .add("version", "[1,2)", VERSION)
        .add("version", "1.2.0-rc1", VERSION)
        .add("version", "-1", VERSION)
        .add("digest", "sha256:", DIGEST)
        .add("digest", "0123456789abcdef".repeat(4), DIGEST)
        .add("digest", "sha1:" + "0123456789abcdef".repeat(4), DIGEST)
        .add("digest", "sha256:" + "0123456789ABCDEF".repeat(4), DIGEST)
        .add("digest", "sha256:" + "0123456789abcdef".repeat(4) + "0", DIGEST)
        .add("digest", List.of(Chat.DIGEST), "digest: not a text; write it as one")
        .add("mode", "", MODE)
        .add("mode", "off", MODE)
        .add("mode", "REPORT_ONLY", MODE)
        .add("mode", true, "mode: not a text; write it as one");
  }

  private static void lists(Rows rows) {
    rows.add(WEBSOCKET, "*", WEBSOCKET + "[0]: " + LINE)
        .add(WEBSOCKET, "example.com", WEBSOCKET + "[0]: " + LINE)
        .add(WEBSOCKET, "wss://a.example.com,wss://", WEBSOCKET + "[1]: no host")
        .add(WEBSOCKET, "wss://a.example.com,,wss://", WEBSOCKET + "[1]: no host")
        .add(WEBSOCKET, "wss://[", WEBSOCKET + "[0]: the host is not an IPv6 address in brackets")
        .add(WEBSOCKET, "wss://a.example.com/x,y", WEBSOCKET + "[1]: " + LINE)
        .add(WEBSOCKET, "wss://a.example.com/x,Y", WEBSOCKET + "[1]: " + LINE)
        .add(WEBSOCKET, "GET https://a.example.com", WEBSOCKET + "[0]: the scheme is not ws or wss")
        .add(WEBSOCKET, List.of("wss://a", ""), WEBSOCKET + "[1]: " + LINE)
        .add(WEBSOCKET, List.of("wss://a", 1), WEBSOCKET + "[1]: not a text; write it as one")
        .add(
            WEBSOCKET,
            Collections.singletonList(null),
            WEBSOCKET + "[0]: not a text; write it as one")
        .add(
            "an array of integers",
            WEBSOCKET,
            new Integer[] {1},
            WEBSOCKET + "[0]: not a text; write it as one")
        .add(WEBSOCKET, 1, WEBSOCKET + ": not a text; write it as one")
        .add(WEBSOCKET, Map.of(), WEBSOCKET + ": not a text; write it as one")
        .add(REQUEST, "wss://a.example.com", REQUEST + "[0]: the scheme is not http or https")
        .add(
            REQUEST,
            "https://a.example.com",
            REQUEST + "[0]: a request target needs methods; write GET https://…")
        .add(
            REQUEST,
            "GET https://a.example.com, https://b.example.com",
            REQUEST + "[1]: a request target needs methods; write GET https://…")
        .add(
            REQUEST,
            "https://a.example.com, GET",
            REQUEST + "[0]: a request target needs methods; write GET https://…")
        .add(REQUEST, "GET https://a.example.com, PUT", REQUEST + "[1]: " + LINE)
        .add(
            REQUEST,
            "GET,TRACE https://a.example.com",
            REQUEST + "[0]: the method is none of GET, POST, PUT, PATCH, DELETE")
        .add("deny", "wss://*.com", "deny[0]: the host would cover a whole top-level domain")
        .add("ingress", "Gateway", "ingress[0]: " + INGRESS)
        .add("ingress", "gateway, **", "ingress[1]: " + INGRESS)
        .add("ingress of 65 characters", "ingress", "a".repeat(65), "ingress[0]: " + INGRESS)
        .add("addresses", "127.0.0.1", "addresses[0]: " + PREFIX_LENGTH)
        .add("addresses", "10.0.0.0/8, *", "addresses[1]: " + PREFIX_LENGTH)
        .add("addresses", "127.0.0.1/8", "addresses[0]: the address has bits beyond the prefix")
        .add(
            "257 elements in a text",
            WEBSOCKET,
            "wss://example.com,".repeat(257),
            WEBSOCKET + ": more than 256 elements")
        .add(
            "257 elements in a collection",
            "deny",
            Collections.nCopies(257, "wss://example.com"),
            "deny: more than 256 elements")
        .add(
            "a list of 65537 characters",
            WEBSOCKET,
            "x".repeat(65_537),
            WEBSOCKET + ": longer than 65536 characters")
        .add(
            "an element of 65537 characters",
            WEBSOCKET,
            List.of("x".repeat(65_537)),
            WEBSOCKET + "[0]: longer than 65536 characters");
  }

  private static void names(Rows rows) {
    String rule = "after secret. comes a name of a-z, 0-9, _ and -, a letter first";
    rows.add("secret.", "x", "secret.: " + rule)
        .add("secret.Token", "x", "secret.Token: " + rule)
        .add("secret.1", "x", "secret.1: " + rule)
        .add("secret.a.b", "x", "secret.a.b: " + rule)
        .add("secret.token", "", "secret.token: missing or empty; write its value or leave it out")
        .add("secret.token", 1, "secret.token: not a text; write it as one")
        .add(
            "a secret of 65537 characters",
            "secret.token",
            "x".repeat(65_537),
            "secret.token: longer than 65536 characters")
        .add(
            "param.Server",
            "x",
            "param.Server: after param. comes a name of a-z, 0-9, _ and -, a letter first")
        .add("param.server", " ", "param.server: missing or empty; write its value or leave it out")
        .add("param.server", true, "param.server: not a text; write it as one")
        .add("param.server", "a b", "param.server: " + PARAMETER)
        .add("param.server", "a\\b", "param.server: " + PARAMETER)
        .add("param.server", "\u00e9", "param.server: " + PARAMETER)
        .add("a parameter of two lines", "param.server", "a\nb", "param.server: " + PARAMETER);
  }

  private static void numbers(Rows rows) {
    rows.add("max_connections", 0, CONNECTIONS)
        .add("max_connections", -1, CONNECTIONS)
        .add("max_connections", 4_097, CONNECTIONS)
        .add("max_connections", (1L << 32) + 1, CONNECTIONS)
        .add("max_connections", "", CONNECTIONS)
        .add("max_connections", "4097", CONNECTIONS)
        .add("max_connections", "-1", CONNECTIONS)
        .add("max_connections", "+1", CONNECTIONS)
        .add("max_connections", "1.0", CONNECTIONS)
        .add("max_connections", "1e3", CONNECTIONS)
        .add("max_connections", "\u0661", CONNECTIONS)
        .add("max_connections", "99999999999999999999", CONNECTIONS)
        .add("max_connections", 1.5, CONNECTIONS)
        .add("max_connections", true, CONNECTIONS)
        .add("max_connections", List.of(1), CONNECTIONS)
        .add("max_text_bytes", 0, TEXT_BYTES)
        .add("max_text_bytes", 16_777_217, TEXT_BYTES)
        .add("max_text_bytes", "many", TEXT_BYTES);
  }

  private static void unknown(Rows rows) {
    rows.add(
            "host_api.websockets",
            "wss://example.com",
            "host_api.websockets: unknown key; leave it out or correct it")
        .add("host_api", "wss://example.com", "host_api: unknown key; leave it out or correct it")
        .add("max.connections", 1, "max.connections: unknown key; leave it out or correct it")
        .add("allow", "*", "allow: unknown key; leave it out or correct it")
        .add("secret", "x", "secret: unknown key; leave it out or correct it")
        .add("Plugin", Chat.NAME, "Plugin: unknown key; leave it out or correct it");
  }

  @Test
  public void isRefusedAsAWhole() {
    Map<String, Object> values = Chat.configuration(WEBSOCKET, "wss://example.com", "ingress", "*");
    values.put(key, value);

    BadValueException refusal =
        assertThrows(BadValueException.class, () -> GrantReader.read("pid", values));

    assertEquals(message, refusal.getMessage());
  }
}
