// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import javax.net.ssl.SSLContext;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whom to trust, and what to show, in a TLS handshake. By default that is what the Java platform
 * trusts, and nothing; a configuration can say otherwise for hosts that it names.
 */
@ProviderType
public interface TlsMaterial {

  /**
   * The context for connections as a client. It follows the configuration, also after it was given
   * out. It judges by the peer's host and port, so that engines must be made with both; the name in
   * a certificate is checked by whoever makes the engine.
   *
   * @return the context, always the same
   */
  SSLContext clientContext();
}
