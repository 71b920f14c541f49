// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.outbound.TlsMaterial;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes handshakes with what is configured for the peer at that moment. */
final class ConfiguredTls implements TlsMaterial {

  private final KeyManager[] keys;
  private final TrustManager[] trust;
  private final SSLContext following;
  private volatile SSLContext current;

  ConfiguredTls(TlsChoice choice) {
    keys = new KeyManager[] {new ChoosingKeyManager(choice)};
    trust = new TrustManager[] {new ChoosingTrustManager(choice)};
    current = context();
    following = new FollowingContext(() -> current);
  }

  @Override
  public SSLContext clientContext() {
    return following;
  }

  /** Forgets the sessions that were made with what was configured before. */
  void configurationChanged() {
    current = context();
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
