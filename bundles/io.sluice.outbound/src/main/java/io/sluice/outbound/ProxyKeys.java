// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

/** The keys of a proxy's configuration. They are API. */
final class ProxyKeys {

  static final String FACTORY_PID = "io.sluice.outbound.proxy";

  static final String KIND = "kind";
  static final String HOST = "host";
  static final String PORT = "port";
  static final String TARGETS = "targets";
  static final String EXCEPT = "except";
  static final String USER = "user";
  static final String PASSWORD = "password";

  private ProxyKeys() {}
}
