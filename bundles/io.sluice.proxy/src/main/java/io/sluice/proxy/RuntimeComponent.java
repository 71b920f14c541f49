// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One configuration of a Runtime. It is no service, since the properties of a service can be read
 * by everybody.
 */
@Component(
    service = {},
    configurationPid = RuntimeConfiguration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuntimeConfiguration.class, factory = true)
public final class RuntimeComponent {

  private final RuntimeDirectory directory;
  private final @Nullable RuntimeTarget target;

  /**
   * Makes the Runtime known, or says why it cannot be.
   *
   * @param configuration where it is
   * @param directory takes it
   * @param diagnostics takes note of what is wrong with it
   */
  @Activate
  public RuntimeComponent(
      RuntimeConfiguration configuration,
      @Reference RuntimeDirectory directory,
      @Reference Diagnostics diagnostics) {
    this.directory = directory;
    this.target = read(configuration, diagnostics);
    if (target != null && !directory.add(target)) {
      diagnose(diagnostics, "another configuration has the runtime_id " + target.runtime());
    }
  }

  private static @Nullable RuntimeTarget read(
      RuntimeConfiguration configuration, Diagnostics diagnostics) {
    try {
      return RuntimeTarget.of(
          configuration.runtime__id(), configuration.endpoint(), configuration.token());
    } catch (IllegalArgumentException e) {
      diagnose(diagnostics, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void diagnose(Diagnostics diagnostics, String message) {
    diagnostics.record(Severity.ERROR, "proxy", "runtime_configuration_refused", "", null, message);
  }

  @Deactivate
  void stop() {
    if (target != null) {
      directory.remove(target);
    }
  }
}
