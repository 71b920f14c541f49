// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of each decision that is recorded, to keep an audit log for instance. It is found as an
 * OSGi service.
 */
@ConsumerType
public interface DecisionListener {

  /**
   * Takes note of a decision. It is called on the thread of the one who decided, from many threads
   * at once, and must not wait. What it throws is logged, and changes nothing.
   *
   * @param decided the decision
   */
  void decided(Decided decided);

  /**
   * A decision that was recorded.
   *
   * @param time when
   * @param attempt what was decided on
   * @param decision the decision
   * @param denial the id of the {@link Denial}, empty if it was allowed
   */
  record Decided(Instant time, AccessAttempt attempt, Decision decision, String denial) {}
}
