// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes note of decisions: of each dial, and of each command and request that is refused. What is
 * allowed all the time, such as a frame, is not recorded. It may be called from any thread and does
 * not wait.
 */
@ProviderType
public interface DecisionLog {

  /**
   * Records a decision, and tells the {@linkplain DecisionListener listeners} of it.
   *
   * @param attempt what was decided on
   * @param decision the decision
   */
  void record(AccessAttempt attempt, Decision decision);

  /**
   * The last denials. The same attempt that is refused for the same reason is one denial, with a
   * count.
   *
   * @return the denials that are kept, the one that happened longest ago first; at most 256
   */
  List<Denial> denials();

  /**
   * Finds a denial.
   *
   * @param id its id
   * @return the denial, or empty if it is not kept
   */
  Optional<Denial> denial(String id);
}
