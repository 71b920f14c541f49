// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.util.Optional;
import org.junit.AssumptionViolatedException;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/**
 * Skips tests for which something is missing here. An assumption would not do: Pax Exam runs tests
 * within the framework, and takes one that did not fail for one that passed.
 */
public abstract class SkippedPaxExam extends PaxExam {

  SkippedPaxExam(Class<?> tests) throws InitializationError {
    super(tests);
  }

  /** What is missing, as a sentence. */
  abstract Optional<String> missing();

  @Override
  public void run(RunNotifier notifier) {
    Optional<String> missing = missing();
    if (missing.isEmpty()) {
      super.run(notifier);
    } else {
      notifier.fireTestAssumptionFailed(
          new Failure(
              getDescription(),
              new AssumptionViolatedException("skipped, since " + missing.get())));
    }
  }
}
