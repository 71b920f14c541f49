// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the command executor.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = CommandConfiguration.PID,
    name = "Sluice commands",
    description = "Bounds what plugins ask of the host.")
@interface CommandConfiguration {

  String PID = "io.sluice.command";

  @AttributeDefinition(
      name = "Commands per call",
      description = "The most commands that a handler call may return, or a batch hold.",
      min = "1",
      max = "1024")
  int commands__per__call() default 32;

  @AttributeDefinition(
      name = "Results kept",
      description = "How many results are kept of each plugin.",
      min = "1",
      max = "1024")
  int results__kept() default 32;
}
