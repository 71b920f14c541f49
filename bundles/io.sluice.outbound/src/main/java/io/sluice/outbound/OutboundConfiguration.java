// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of look-ups.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = OutboundConfiguration.PID,
    name = "Sluice outbound",
    description = "Bounds the look-ups of hosts that plugins connect to.")
@interface OutboundConfiguration {

  String PID = "io.sluice.outbound";

  @AttributeDefinition(
      name = "DNS timeout",
      description = "Milliseconds for the look-up of a name, up to 60000.",
      min = "1",
      max = "60000")
  int dns__timeout__ms() default 5_000;
}
