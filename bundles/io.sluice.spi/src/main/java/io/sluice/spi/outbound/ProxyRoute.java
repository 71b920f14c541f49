// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import static java.util.Objects.requireNonNull;

/**
 * A proxy. It looks up the names of hosts by itself, so that the addresses behind them are for it
 * to judge.
 *
 * @param kind what it speaks
 * @param host its host
 * @param port its port
 * @param user the user to authenticate as; empty for none
 * @param password the password; empty for none
 */
public record ProxyRoute(Kind kind, String host, int port, String user, String password) {

  /** What a proxy speaks. */
  public enum Kind {
    /** HTTP, by its method CONNECT (RFC 9110, section 9.3.6). */
    HTTP,
    /** SOCKS version 5 (RFC 1928). */
    SOCKS5
  }

  /** Requires all parts. */
  public ProxyRoute {
    requireNonNull(kind, "kind");
    requireNonNull(host, "host");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }

  /** Shows no credentials. */
  @Override
  public String toString() {
    return kind + " " + host + ":" + port;
  }
}
