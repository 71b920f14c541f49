// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of TLS material, for management agents that show one. {@link TlsReader} reads it. */
@ObjectClassDefinition(
    id = TlsKeys.FACTORY_PID,
    name = "Sluice TLS",
    description = "Whom to trust, and what to show, in TLS handshakes with some targets.")
@interface TlsConfiguration {

  @AttributeDefinition(
      name = "Targets",
      description = "wss://host[:port] or https://host[:port]; the host may be *.name or *.")
  String[] targets();

  @AttributeDefinition(
      name = "Trust",
      description =
          "The path of a PEM file with CA certificates. These and no others are trusted then.",
      required = false)
  String trust();

  @AttributeDefinition(
      name = "Key",
      description = "The path of a PKCS#12 file with a client's certificate and its private key.",
      required = false)
  String key();

  @AttributeDefinition(
      name = "Password of the key",
      description = "Meant to be an interpolation such as $[secret:gateway-key].",
      type = AttributeType.PASSWORD,
      required = false)
  String key_password();
}
