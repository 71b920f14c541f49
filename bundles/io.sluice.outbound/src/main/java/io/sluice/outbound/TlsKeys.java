// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

/** The keys of a TLS configuration. They are API. */
final class TlsKeys {

  static final String FACTORY_PID = "io.sluice.outbound.tls";

  static final String TARGETS = "targets";
  static final String TRUST = "trust";
  static final String KEY = "key";
  static final String KEY_PASSWORD = "key.password";

  private TlsKeys() {}
}
