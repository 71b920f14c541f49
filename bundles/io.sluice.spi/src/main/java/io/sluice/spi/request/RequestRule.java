// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.request;

import io.sluice.api.request.HeaderField;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.TargetUrl;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a request is well formed, by itself: whoever takes requests from plugins asks this
 * first. How long bodies may be is for the one who sends them to say.
 */
public final class RequestRule {

  /** The most fields of a header. */
  public static final int MOST_FIELDS = 64;

  /** The most characters of a header, its names and values taken together. */
  public static final int LONGEST_HEADER = 16_384;

  /** The longest time that an exchange may take. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

  private static final int LONGEST_NAME = 128;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

  /** What speaks of the connection, of the message's framing, or to somebody in between. */
  private static final Set<String> HOSTS_OWN =
      Set.of(
          "connection",
          "content-length",
          "cookie",
          "cookie2",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final List<String> HOSTS_OWN_PREFIXES = List.of("proxy-", "sec-websocket-");

  private RequestRule() {}

  /**
   * Looks for what is wrong with a request.
   *
   * @param request the request
   * @return what is wrong, without any secret, or empty if nothing is
   */
  public static Optional<String> problem(HostRequest request) {
    return ofUrl(request.url())
        .or(() -> problemOfHeader(request.headers()))
        .or(() -> ofBody(request))
        .or(() -> ofTimeout(request.timeout()));
  }

  private static Optional<String> ofUrl(String text) {
    try {
      return TargetUrl.parse(text).scheme().isWebSocket()
          ? Optional.of("url: a request goes to http:// or https://")
          : Optional.empty();
    } catch (InvalidTargetException e) {
      return Optional.of("url: " + e.getMessage());
    }
  }

  /**
   * Looks for what is wrong with the header of a request, or of a WebSocket's handshake.
   *
   * @param fields the fields of the header
   * @return what is wrong, without any secret, or empty if nothing is
   */
  public static Optional<String> problemOfHeader(List<HeaderField> fields) {
    if (fields.size() > MOST_FIELDS) {
      return Optional.of("headers: more than " + MOST_FIELDS + " fields");
    }
    long length = 0;
    for (int i = 0; i < fields.size(); i++) {
      Optional<String> problem = ofField(fields.get(i));
      if (problem.isPresent()) {
        return Optional.of("headers[" + i + "]: " + problem.get());
      }
      length += fields.get(i).name().length() + fields.get(i).value().length();
    }
    return length > LONGEST_HEADER
        ? Optional.of("headers: longer than " + LONGEST_HEADER + " characters in all")
        : Optional.empty();
  }

  private static Optional<String> ofField(HeaderField field) {
    String name = field.name();
    if (!isToken(name)) {
      return Optional.of("the name is not a token (RFC 9110, section 5.6.2)");
    }
    if (isHostsOwn(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("the host sets " + name + " by itself");
    }
    return field.value().chars().allMatch(c -> c >= ' ' && c <= '~')
        ? Optional.empty()
        : Optional.of("the value is not printable ASCII");
  }

  private static boolean isHostsOwn(String name) {
    return HOSTS_OWN.contains(name) || HOSTS_OWN_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /**
   * Tells whether a text is a token (RFC 9110, section 5.6.2).
   *
   * @param name the text
   * @return whether it is one, of at most 128 characters
   */
  public static boolean isToken(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(RequestRule::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static Optional<String> ofBody(HostRequest request) {
    return request.method() == RequestMethod.GET && request.body().size() > 0
        ? Optional.of("body: a GET has none")
        : Optional.empty();
  }

  private static Optional<String> ofTimeout(Duration timeout) {
    return timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0
        ? Optional.of("timeout: not from 1 ms to 60 s")
        : Optional.empty();
  }
}
