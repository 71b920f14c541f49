// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.util.Optional;
import org.junit.runners.model.InitializationError;

/** Skips tests where there is no Node. */
public final class NodeRunner extends SkippedPaxExam {

  public NodeRunner(Class<?> tests) throws InitializationError {
    super(tests);
  }

  @Override
  Optional<String> missing() {
    return NodeProcess.executable().isPresent()
        ? Optional.empty()
        : Optional.of("there is no node on the PATH");
  }
}
