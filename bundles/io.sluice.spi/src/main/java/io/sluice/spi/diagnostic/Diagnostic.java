// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, once.
 *
 * @param time when
 * @param severity how grave it is
 * @param kind which part of the host says so, such as {@code connection}
 * @param code the stable code, such as {@code connect_refused}
 * @param plugin the symbolic name of the plugin that it is about, or empty for the host
 * @param connection the connection that it is about, or null
 * @param message what happened and what to do: at most {@value #MAX_MESSAGE} characters, control
 *     characters escaped
 */
public record Diagnostic(
    Instant time,
    Severity severity,
    String kind,
    String code,
    String plugin,
    @Nullable String connection,
    String message) {

  /** The most characters of a message. */
  public static final int MAX_MESSAGE = 256;

  /** How grave a diagnostic is. */
  public enum Severity {
    /** Worth knowing. */
    INFO,
    /** Something was lost or refused, and the plugin goes on. */
    WARNING,
    /** The plugin, or a part of it, does not go on. */
    ERROR;

    /**
     * The name that outputs use.
     *
     * @return the constant's name in lower case
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
