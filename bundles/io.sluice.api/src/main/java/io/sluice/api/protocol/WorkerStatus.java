// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a worker is doing.
 *
 * @param at when
 * @param version the version of its bundle
 * @param status its plugin's status in one word, such as {@code running}; {@code gone} after its
 *     bundle was uninstalled
 * @param service the state of its service in one word
 * @param reason why that status; empty if there is nothing to say
 */
public record WorkerStatus(Instant at, String version, String status, String service, String reason)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "status";

  /** Refuses missing parts. */
  public WorkerStatus {
    requireNonNull(at, "at");
    requireNonNull(version, "version");
    requireNonNull(status, "status");
    requireNonNull(service, "service");
    requireNonNull(reason, "reason");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
