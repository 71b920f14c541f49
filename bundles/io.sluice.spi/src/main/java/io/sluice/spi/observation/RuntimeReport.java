// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import java.util.List;

/**
 * A Runtime that a Backend knows.
 *
 * @param runtime its name
 * @param workers the workers that something is kept of, by name
 */
public record RuntimeReport(String runtime, List<Upstream> workers) {

  /** Copies the list. */
  public RuntimeReport {
    workers = List.copyOf(workers);
  }

  /**
   * A worker that is, or was, observed.
   *
   * @param worker its name
   * @param state how the one connection for it is doing, in one word: {@code idle} if nobody
   *     observes it, else {@code connecting}, {@code connected} or {@code reconnect_wait}
   * @param trouble the code of what is wrong, or empty
   * @param received how many events came in since what is kept began
   * @param kept how many of these are kept
   * @param keptBytes the bytes of these
   * @param clients how many observe it
   * @param dials how often its connection was dialled
   */
  public record Upstream(
      String worker,
      String state,
      String trouble,
      long received,
      int kept,
      long keptBytes,
      int clients,
      long dials) {}
}
