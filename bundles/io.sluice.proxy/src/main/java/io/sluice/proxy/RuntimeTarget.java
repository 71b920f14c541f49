// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static java.util.Objects.requireNonNull;

import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetUrl;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Runtime is, and what it wants to see. It shows nothing of that.
 *
 * @param runtime the Runtime's name
 * @param endpoint its URL, without a path
 * @param token the bearer token; empty for none
 */
record RuntimeTarget(String runtime, TargetUrl endpoint, String token) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  RuntimeTarget {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(token, "token");
  }

  /**
   * Reads one. What is wrong is said without what was read.
   *
   * @throws IllegalArgumentException if it is none
   */
  static RuntimeTarget of(String runtime, String endpoint, String token) {
    if (!NAME.matcher(runtime).matches()) {
      throw new IllegalArgumentException(
          "runtime_id is missing, or not of letters, digits, '_', '.' and '-'");
    }
    TargetUrl url = url(endpoint);
    if (!url.scheme().isWebSocket() || !url.path().equals("/") || url.query().isPresent()) {
      throw new IllegalArgumentException("endpoint is no ws or wss URL without a path");
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("token holds a character that no header may");
    }
    if (!token.isEmpty() && url.scheme() == Scheme.WS && !isOfThisMachine(url)) {
      throw new IllegalArgumentException(
          "endpoint is no wss URL: the token would be read on the way");
    }
    return new RuntimeTarget(runtime, url, token);
  }

  private static boolean isOfThisMachine(TargetUrl url) {
    return url.address()
        .map(InetAddress::isLoopbackAddress)
        .orElseGet(() -> url.host().equals("localhost"));
  }

  private static TargetUrl url(String endpoint) {
    try {
      return TargetUrl.parse(endpoint);
    } catch (InvalidTargetException e) {
      throw new IllegalArgumentException("endpoint is no URL that could be dialled");
    }
  }

  /** The URL of a worker's events. */
  TargetUrl events(String worker, @Nullable String cursor) {
    String base = endpoint.uri().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    String query =
        cursor == null ? "" : "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.US_ASCII);
    return TargetUrl.parse(root + "/v1/workers/" + worker + "/events/ws" + query);
  }

  @Override
  public String toString() {
    return runtime;
  }
}
