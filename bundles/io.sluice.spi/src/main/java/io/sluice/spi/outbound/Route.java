// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import static java.util.Objects.requireNonNull;

/** The way to a host. */
public sealed interface Route {

  /** Without a proxy. */
  record Direct() implements Route {}

  /**
   * Through a proxy.
   *
   * @param proxy the proxy
   */
  record Via(ProxyRoute proxy) implements Route {

    /** Requires the proxy. */
    public Via {
      requireNonNull(proxy, "proxy");
    }
  }

  /**
   * None, since the configuration that names the host cannot be used: neither a direct connection
   * nor another proxy takes its place.
   *
   * @param code the stable code
   * @param message which configuration, why, and what to do
   */
  record Refused(String code, String message) implements Route {

    /** Requires all parts. */
    public Refused {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }
  }
}
