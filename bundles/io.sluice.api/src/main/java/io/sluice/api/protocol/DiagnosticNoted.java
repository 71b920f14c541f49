// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong, and the host took note of it.
 *
 * @param at when
 * @param severity {@code info}, {@code warning} or {@code error}
 * @param kind which part of the host says so
 * @param code the stable code
 * @param connection the connection that it is about, or null
 * @param message what happened
 */
public record DiagnosticNoted(
    Instant at,
    String severity,
    String kind,
    String code,
    @Nullable String connection,
    String message)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "diagnostic";

  /** Refuses missing parts. */
  public DiagnosticNoted {
    requireNonNull(at, "at");
    requireNonNull(severity, "severity");
    requireNonNull(kind, "kind");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
