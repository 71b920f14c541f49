// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Locale;

/** The URL schemes that Sluice knows (RFC 6455, section 3; RFC 9110, section 4.2). */
public enum Scheme {
  /** WebSocket. */
  WS(80),
  /** WebSocket over TLS. */
  WSS(443),
  /** HTTP. */
  HTTP(80),
  /** HTTP over TLS. */
  HTTPS(443);

  private final String text = name().toLowerCase(Locale.ROOT);
  private final int defaultPort;

  Scheme(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /**
   * The scheme as it stands in a URL.
   *
   * @return lower-case text
   */
  public String text() {
    return text;
  }

  /**
   * The port that a URL without a port means.
   *
   * @return 80 or 443
   */
  public int defaultPort() {
    return defaultPort;
  }

  /**
   * Tells WebSocket from HTTP: they are two separate capabilities.
   *
   * @return whether this is {@code ws} or {@code wss}
   */
  public boolean isWebSocket() {
    return this == WS || this == WSS;
  }

  /**
   * Finds a scheme by its text.
   *
   * @param text lower-case text
   * @return the scheme
   * @throws InvalidTargetException if there is none of that text
   */
  public static Scheme of(String text) {
    for (Scheme scheme : values()) {
      if (scheme.text.equals(text)) {
        return scheme;
      }
    }
    throw new InvalidTargetException("the scheme is none of ws, wss, http, https");
  }
}
