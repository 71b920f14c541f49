// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * Where an endpoint listens, and what it lets in.
 *
 * @param threads the name of its threads
 * @param address an IP address or {@code localhost}
 * @param port the port, 0 for any that is free
 * @param token the bearer token that clients must show; empty for none
 * @param tls its key, with which it listens with TLS
 * @param origins the values of {@code Origin} that are let in; without any, no browser is
 * @param connections the most TCP connections
 * @param connectionsPerAddress the most of these from one address
 * @param handshake how long a connection may take to become a stream, or to be answered
 * @param headerBytes the longest request, its body aside
 * @param threadsMost the most threads
 */
public record ServerSettings(
    String threads,
    String address,
    int port,
    BearerToken token,
    TlsKey tls,
    Set<String> origins,
    int connections,
    int connectionsPerAddress,
    Duration handshake,
    int headerBytes,
    int threadsMost) {

  /** Copies the set. */
  public ServerSettings {
    requireNonNull(token, "token");
    requireNonNull(tls, "tls");
    origins = Set.copyOf(origins);
  }

  /**
   * A key store with the endpoint's key.
   *
   * @param file a PKCS #12 file; empty for none
   * @param password its password
   */
  public record TlsKey(String file, String password) {

    /** No key. */
    public static final TlsKey NONE = new TlsKey("", "");

    /**
     * Tells whether there is one.
     *
     * @return whether a file is named
     */
    public boolean isThere() {
      return !file.isEmpty();
    }

    /** Shows no password. */
    @Override
    public String toString() {
      return file;
    }
  }
}
