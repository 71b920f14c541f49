// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of the audit log.
 *
 * <p>Two underscores in a method's name stand for one in the key.
 */
@ObjectClassDefinition(
    id = AuditConfiguration.PID,
    name = "Sluice audit log",
    description = "Writes the recorded decisions into a file. Without a configuration it is off.")
@interface AuditConfiguration {

  String PID = "io.sluice.audit";

  @AttributeDefinition(
      name = "File",
      description = "The file to write to; older files have its name with .1, .2 and so on.")
  String file();

  @AttributeDefinition(
      name = "Bytes per file",
      description = "After so many bytes another file is begun.",
      min = "4096")
  long max__bytes() default 10L << 20;

  @AttributeDefinition(
      name = "Files",
      description = "How many files are kept, the one that is written to included.",
      min = "1",
      max = "1000")
  int files() default 5;
}
