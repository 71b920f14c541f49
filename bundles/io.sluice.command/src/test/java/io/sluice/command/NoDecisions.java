// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.authority.Denial;
import java.util.List;
import java.util.Optional;

/** A log for tests in which nothing is refused. */
final class NoDecisions implements DecisionLog {

  @Override
  public void record(AccessAttempt attempt, Decision decision) {
    throw new AssertionError(attempt + ": " + decision);
  }

  @Override
  public List<Denial> denials() {
    return List.of();
  }

  @Override
  public Optional<Denial> denial(String id) {
    return Optional.empty();
  }
}
