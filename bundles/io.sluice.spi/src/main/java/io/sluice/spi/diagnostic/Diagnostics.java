// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes note of what goes wrong. It may be called from any thread and does not wait. It holds the
 * last of each plugin and counts the rest.
 */
@ProviderType
public interface Diagnostics {

  /**
   * Records a diagnostic.
   *
   * @param severity how grave it is
   * @param kind which part of the host says so
   * @param code the stable code
   * @param plugin the symbolic name of the plugin that it is about, or empty for the host
   * @param connection the connection that it is about, or null
   * @param message what happened and what to do, without secrets; it is cut and escaped here
   */
  void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message);
}
