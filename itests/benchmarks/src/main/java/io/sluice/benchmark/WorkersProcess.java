// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * Prints what plugins cost that have published one event each, and do nothing. Arguments: {@code
 * host|runtime WORKERS}, the first of which stands for a host without observation.
 */
public final class WorkersProcess {

  private static final String FIXTURE = "crier";

  private WorkersProcess() {}

  /** Serves one measurement. */
  public static void main(String[] arguments) throws Exception {
    boolean observed = arguments[0].equals("runtime");
    HostFelix host = HostFelix.start(observed ? Set.of(HostFelix.OBSERVE) : Set.of());
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      Bundle bundle =
          host.install(FIXTURE, HostFelix.nameOf(FIXTURE) + i, "{\"schema_version\":1}");
      bundle.start();
      if (observed) {
        SluiceObservation.publisher(bundle);
      }
    }
    System.out.println(Footprint.now());
  }
}
