// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A Runtime whose workers can be observed here.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = RuntimeConfiguration.PID,
    name = "Sluice Runtime",
    description = "A Runtime whose workers clients of this Backend may observe.")
@interface RuntimeConfiguration {

  String PID = "io.sluice.proxy.runtime";

  @AttributeDefinition(
      name = "Name",
      description = "The name by which clients know it: letters, digits, '_', '.' and '-'.")
  String runtime__id() default "";

  @AttributeDefinition(
      name = "Endpoint",
      description = "Where it listens, such as wss://host:9471. No client learns of it.")
  String endpoint() default "";

  @AttributeDefinition(
      name = "Token",
      description = "The bearer token that it wants; empty for none.",
      type = AttributeType.PASSWORD)
  String token() default "";
}
