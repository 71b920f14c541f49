// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import org.junit.AssumptionViolatedException;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/**
 * Runs tests in a framework if Node is installed, and else has JUnit report that they were skipped.
 *
 * <p>An assumption within a test would not do: Pax Exam runs the test by a JUnit of its own inside
 * the framework, and takes one that did not fail for one that passed.
 */
public final class NodeRunner extends PaxExam {

  public NodeRunner(Class<?> tests) throws InitializationError {
    super(tests);
  }

  @Override
  public void run(RunNotifier notifier) {
    if (NodeProcess.executable().isPresent()) {
      super.run(notifier);
    } else {
      notifier.fireTestAssumptionFailed(
          new Failure(
              getDescription(),
              new AssumptionViolatedException("skipped, since there is no node on the PATH")));
    }
  }
}
