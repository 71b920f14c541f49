// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of a grant, for management agents that show one. {@link GrantReader} reads it. */
@ObjectClassDefinition(
    id = GrantKeys.FACTORY_PID,
    name = "Sluice grant",
    description =
        "What a plugin may reach. Beside these keys, secret.NAME gives the value of a secret and"
            + " param.NAME that of a parameter.")
@interface GrantConfiguration {

  @AttributeDefinition(name = "Plugin", description = "The bundle's symbolic name.")
  String plugin();

  @AttributeDefinition(
      name = "Version",
      description = "Only for this version of the bundle.",
      required = false)
  String version();

  @AttributeDefinition(
      name = "Digest",
      description = "Only for these contents of the bundle: sha256: and 64 hex digits.",
      required = false)
  String digest();

  @AttributeDefinition(
      name = "WebSocket targets",
      description = "scheme://host[:port][/path/prefix] with the scheme ws or wss.",
      required = false)
  String[] host__api_websocket();

  @AttributeDefinition(
      name = "Request targets",
      description = "METHOD,METHOD scheme://host[:port][/path/prefix], the scheme http or https.",
      required = false)
  String[] host__api_request();

  @AttributeDefinition(
      name = "Denied targets",
      description = "They win over every grant of this plugin.",
      required = false)
  String[] deny();

  @AttributeDefinition(
      name = "Ingresses",
      description = "The ingresses that the plugin may receive on; * for all that it declares.",
      required = false)
  String[] ingress();

  @AttributeDefinition(
      name = "Addresses",
      description = "CIDR blocks of otherwise refused addresses, such as 127.0.0.0/8.",
      required = false)
  String[] addresses();

  @AttributeDefinition(
      name = "Connections",
      description = "How many connections the plugin may have, up to 4096.",
      min = "1",
      max = "4096",
      required = false)
  int max__connections();

  @AttributeDefinition(
      name = "Text bytes",
      description = "How long a text may be, in bytes of UTF-8, up to 16777216.",
      min = "1",
      max = "16777216",
      required = false)
  int max__text__bytes();

  @AttributeDefinition(
      name = "Mode",
      description = "enforce, or report_only to dial nothing and record what would be needed.",
      required = false)
  String mode() default GrantKeys.ENFORCE;
}
