// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The shell's {@code exit}. */
public final class ExitCommand {

  private final Bundle framework;

  ExitCommand(Bundle framework) {
    this.framework = framework;
  }

  /**
   * Stops the host in order, and with it the process.
   *
   * @throws BundleException if the framework refuses
   */
  @Descriptor("stops the host")
  public void exit() throws BundleException {
    framework.stop();
  }
}
