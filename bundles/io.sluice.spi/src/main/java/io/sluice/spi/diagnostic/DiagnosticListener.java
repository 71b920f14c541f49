// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of each diagnostic. It is found as an OSGi service. */
@ConsumerType
public interface DiagnosticListener {

  /**
   * Takes note of a diagnostic. It is called on the thread of the one who records it, from many
   * threads at once, and must not wait, nor record a diagnostic itself. What it throws is logged,
   * and changes nothing.
   *
   * @param diagnostic the diagnostic
   */
  void recorded(Diagnostic diagnostic);
}
