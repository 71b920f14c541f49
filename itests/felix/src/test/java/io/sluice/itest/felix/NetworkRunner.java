// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.util.Optional;
import org.junit.runners.model.InitializationError;

/** Skips tests where no {@link FarMachine} can be had. */
public final class NetworkRunner extends SkippedPaxExam {

  public NetworkRunner(Class<?> tests) throws InitializationError {
    super(tests);
  }

  @Override
  Optional<String> missing() {
    return FarMachine.missing();
  }
}
