// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which stream, of which endpoint.
 *
 * @param side which endpoint, as codes begin: {@code runtime} or {@code backend}
 * @param runtimeId the Runtime that the worker is on, or null on the Runtime itself
 * @param worker the worker
 */
public record StreamName(String side, @Nullable String runtimeId, String worker) {

  /** Refuses missing parts. */
  public StreamName {
    requireNonNull(side, "side");
    requireNonNull(worker, "worker");
  }

  Optional<String> runtime() {
    return Optional.ofNullable(runtimeId);
  }

  /** What cursors are bound to. */
  String key() {
    return side + "\n" + runtimeId + "\n" + worker;
  }
}
