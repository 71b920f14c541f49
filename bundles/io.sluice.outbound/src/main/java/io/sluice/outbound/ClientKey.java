// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate that a client shows.
 *
 * @param alias names it among those of all configurations; never the same for two
 * @param chooser tells whether it fits what a server asks for
 * @param key its private key
 * @param chain itself, and those that vouch for it
 */
record ClientKey(
    String alias, X509ExtendedKeyManager chooser, PrivateKey key, List<X509Certificate> chain) {

  static ClientKey of(X509ExtendedKeyManager chooser, PrivateKey key, List<X509Certificate> chain) {
    return new ClientKey(UUID.randomUUID().toString(), chooser, key, List.copyOf(chain));
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return alias;
  }
}
