// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

/** The keys of a grant's configuration. They are API. */
final class GrantKeys {

  static final String FACTORY_PID = "io.sluice.grant";

  static final String PLUGIN = "plugin";
  static final String VERSION = "version";
  static final String DIGEST = "digest";
  static final String WEBSOCKET = "host_api.websocket";
  static final String REQUEST = "host_api.request";
  static final String DENY = "deny";
  static final String INGRESS = "ingress";
  static final String ADDRESSES = "addresses";
  static final String SECRET_PREFIX = "secret.";
  static final String PARAMETER_PREFIX = "param.";
  static final String MAX_CONNECTIONS = "max_connections";
  static final String MAX_TEXT_BYTES = "max_text_bytes";
  static final String MODE = "mode";

  static final String ENFORCE = "enforce";
  static final String REPORT_ONLY = "report_only";

  private GrantKeys() {}
}
