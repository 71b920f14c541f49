// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The form of a proxy, for management agents that show one. {@link ProxyReader} reads it. */
@ObjectClassDefinition(
    id = ProxyKeys.FACTORY_PID,
    name = "Sluice proxy",
    description = "A proxy through which some targets, or all, are reached.")
@interface ProxyConfiguration {

  @AttributeDefinition(
      name = "Kind",
      description = "What the proxy speaks: http (by CONNECT) or socks5.",
      options = {@Option(value = "http"), @Option(value = "socks5")})
  String kind();

  @AttributeDefinition(name = "Host", description = "The proxy's host.")
  String host();

  @AttributeDefinition(name = "Port", description = "The proxy's port.", min = "1", max = "65535")
  int port();

  @AttributeDefinition(
      name = "Targets",
      description =
          "scheme://host[:port] with the scheme ws, wss, http or https; the host may be *.name or"
              + " *. None: every target.",
      required = false)
  String[] targets();

  @AttributeDefinition(
      name = "Except",
      description = "Targets of the same form that are taken out.",
      required = false)
  String[] except();

  @AttributeDefinition(
      name = "User",
      description = "The user to authenticate as.",
      required = false)
  String user();

  @AttributeDefinition(
      name = "Password",
      description = "Meant to be an interpolation such as $[secret:proxy].",
      type = AttributeType.PASSWORD,
      required = false)
  String password();
}
