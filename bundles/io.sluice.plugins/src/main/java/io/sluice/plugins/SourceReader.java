// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Binary;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.plugin.SourceSpec.Liveness;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the sources of an ingress. Each must be covered by a declared target. */
final class SourceReader {

  private static final int MOST_FIELDS = 16;
  private static final int MOST_SUBPROTOCOLS = 16;
  private static final int MOST_CODES = 64;
  private static final int LONGEST_TOKEN = 128;
  private static final int LONGEST_SECRET_NAME = 64;
  private static final int LONGEST_VALUE = 4_096;
  private static final long LONGEST_WAIT_MILLIS = 3_600_000;
  private static final long SHORTEST_WAIT_MILLIS = 100;
  private static final int MOST_SENDS = 10_000;

  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VISIBLE = Pattern.compile("[ -~]*");

  /** The handshake's own, and those that would change how the connection is used. */
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final List<String> RESERVED_PREFIXES = List.of("proxy-", "sec-");

  private final List<DeclaredTarget> declared;
  private final Consumer<Collection<String>> usedParameters;

  SourceReader(List<DeclaredTarget> declared, Consumer<Collection<String>> usedParameters) {
    this.declared = declared;
    this.usedParameters = usedParameters;
  }

  SourceSpec read(Fields source) throws ManifestException {
    UrlTemplate url = url(source);
    List<String> subprotocols = source.texts("subprotocols", MOST_SUBPROTOCOLS, LONGEST_TOKEN);
    for (int i = 0; i < subprotocols.size(); i++) {
      if (!TOKEN.matcher(subprotocols.get(i)).matches()) {
        throw source.problem("subprotocols[" + i + "]", "not a token (RFC 9110, section 5.6.2)");
      }
    }
    SourceSpec spec =
        new SourceSpec(
            url,
            subprotocols,
            headers(source),
            query(source),
            (int)
                source.integer(
                    "max_text_bytes", SourceSpec.STANDARD_TEXT_BYTES, 1, SourceSpec.MAX_TEXT_BYTES),
            (int) source.integer("max_sends_per_minute", 0, 1, MOST_SENDS),
            source.choice("binary", Binary.SKIP),
            reconnect(source),
            liveness(source.object("liveness")));
    source.requireNoOthers();
    return spec;
  }

  private UrlTemplate url(Fields source) throws ManifestException {
    String text = source.requireText("websocket", TargetUrl.MAX_LENGTH);
    try {
      UrlTemplate url = UrlTemplate.parse(text);
      usedParameters.accept(url.parameters());
      requireCovered(source, url);
      return url;
    } catch (InvalidTargetException e) {
      throw source.problem("websocket", String.valueOf(e.getMessage()));
    }
  }

  private void requireCovered(Fields source, UrlTemplate url) throws ManifestException {
    TargetUrl sample = url.sample();
    if (!sample.scheme().isWebSocket()) {
      throw source.problem("websocket", "the scheme is neither ws nor wss");
    }
    if (declared.stream().noneMatch(each -> each.target().sample().covers(sample))) {
      throw source.problem("websocket", "no target in host_api.websocket covers it");
    }
  }

  private static List<Field> headers(Fields source) throws ManifestException {
    List<Field> headers = new ArrayList<>();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Fields each : source.objects("headers", MOST_FIELDS)) {
      headers.add(field(headerName(each), names, each));
    }
    return headers;
  }

  private static String headerName(Fields header) throws ManifestException {
    String name = header.requireText("name", LONGEST_TOKEN);
    if (!TOKEN.matcher(name).matches()) {
      throw header.problem("name", "not a token (RFC 9110, section 5.6.2)");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED_HEADERS.contains(lower)
        || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
      throw header.problem("name", "the host sets this one by itself");
    }
    return name;
  }

  private static List<Field> query(Fields source) throws ManifestException {
    List<Field> query = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields each : source.objects("query", MOST_FIELDS)) {
      String name = each.requireText("name", LONGEST_TOKEN);
      if (name.isEmpty() || !VISIBLE.matcher(name).matches()) {
        throw each.problem("name", "empty, or not printable ASCII");
      }
      query.add(field(name, names, each));
    }
    return query;
  }

  private static Field field(String name, Set<String> names, Fields each) throws ManifestException {
    if (!names.add(name)) {
      throw each.problem("name", "stands here twice");
    }
    if (each.has("secret_ref") == each.has("value")) {
      throw each.problem("secret_ref", "exactly one of secret_ref and value is needed");
    }
    Field field =
        each.has("secret_ref")
            ? new Field(name, null, each.requireName("secret_ref", LONGEST_SECRET_NAME))
            : new Field(name, value(each), null);
    each.requireNoOthers();
    return field;
  }

  private static String value(Fields each) throws ManifestException {
    String value = each.requireText("value", LONGEST_VALUE);
    if (!VISIBLE.matcher(value).matches()) {
      throw each.problem("value", "not printable ASCII");
    }
    return value;
  }

  private static Reconnect reconnect(Fields source) throws ManifestException {
    Fields fields = source.object("reconnect");
    Reconnect standard = Reconnect.STANDARD;
    long initial =
        fields.integer(
            "initial_ms", standard.initialMillis(), SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
    long max =
        fields.integer(
            "max_ms",
            Math.max(initial, standard.maxMillis()),
            SHORTEST_WAIT_MILLIS,
            LONGEST_WAIT_MILLIS);
    if (max < initial) {
      throw fields.problem("max_ms", "less than initial_ms");
    }
    Reconnect reconnect =
        new Reconnect(
            fields.choice("mode", standard.mode()),
            initial,
            max,
            source.integers("terminal_codes", MOST_CODES, 1_000, 4_999));
    fields.requireNoOthers();
    return reconnect.equals(standard) ? standard : reconnect;
  }

  private static Liveness liveness(Fields fields) throws ManifestException {
    Liveness standard = Liveness.STANDARD;
    Liveness liveness =
        new Liveness(
            fields.integerOrZero(
                "ping_ms", standard.pingMillis(), SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS),
            fields.integer(
                "pong_deadline_ms",
                standard.pongDeadlineMillis(),
                SHORTEST_WAIT_MILLIS,
                LONGEST_WAIT_MILLIS),
            fields.integerOrZero(
                "silence_ms", standard.silenceMillis(), SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS));
    fields.requireNoOthers();
    return liveness.equals(standard) ? standard : liveness;
  }
}
