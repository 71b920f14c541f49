// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A client of a Backend, and the worker that it observes.
 *
 * @param runtime the Runtime that the worker is on
 * @param worker the worker
 * @param remoteAddress where the client comes from
 * @param headers the fields of its request by their names in lower case; {@code Authorization} and
 *     {@code Cookie} are not among them
 */
public record Observer(
    String runtime, String worker, String remoteAddress, Map<String, List<String>> headers) {

  /** Refuses missing parts. */
  public Observer {
    requireNonNull(runtime, "runtime");
    requireNonNull(worker, "worker");
    requireNonNull(remoteAddress, "remoteAddress");
    headers = Map.copyOf(headers);
  }
}
