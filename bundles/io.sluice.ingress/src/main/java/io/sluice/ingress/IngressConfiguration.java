// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the ingress queues and of the pool that runs plugins' handlers.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = IngressConfiguration.PID,
    name = "Sluice ingress",
    description = "Bounds the queues of events and the time of plugins' handlers.")
@interface IngressConfiguration {

  String PID = "io.sluice.ingress";

  @AttributeDefinition(
      name = "Threads",
      description = "How many handlers may run at a time; each that is stuck gets one more.",
      min = "1",
      max = "64")
  int threads() default 4;

  @AttributeDefinition(
      name = "Queue capacity",
      description = "The most texts that wait in an ingress queue; manifests may ask for less.",
      min = "1",
      max = "65536")
  int queue__capacity() default 256;

  @AttributeDefinition(
      name = "Queue bytes",
      description = "The most bytes of text that wait in an ingress queue.",
      min = "1",
      max = "67108864")
  long queue__max__bytes() default 4194304;

  @AttributeDefinition(
      name = "Warn after",
      description = "Milliseconds that a handler call may take before it is recorded.",
      min = "1",
      max = "60000")
  long handler__warn__ms() default 1000;

  @AttributeDefinition(
      name = "Interrupt after",
      description = "Milliseconds that a handler call may take before it is interrupted.",
      min = "1",
      max = "600000")
  long handler__interrupt__ms() default 30000;
}
