// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import io.sluice.spi.authority.DecisionListener;
import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the audit log while there is a configuration for it. */
@Component(
    immediate = true,
    service = DecisionListener.class,
    configurationPid = AuditConfiguration.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AuditConfiguration.class)
public final class AuditComponent implements DecisionListener {

  private static final Logger LOG = LoggerFactory.getLogger(AuditComponent.class);
  private static final int WAITING = 4_096;
  private static final long LEAST_BYTES = 4_096;
  private static final int MOST_FILES = 1_000;

  private final String file;
  private final AuditWriter writer;

  /**
   * Wires the parts.
   *
   * @param values where to write, and how much
   * @param diagnostics takes note that it cannot be written
   */
  @Activate
  public AuditComponent(Map<String, Object> values, @Reference Diagnostics diagnostics) {
    AuditConfiguration configuration =
        CheckedConfiguration.of(
            AuditConfiguration.class, AuditConfiguration.PID, values, LOG::error);
    file = configuration.file();
    if (file.isBlank()) {
      throw new IllegalArgumentException(AuditConfiguration.PID + ": file is missing");
    }
    writer =
        new AuditWriter(
            new RotatingFile(
                Path.of(file),
                Math.max(LEAST_BYTES, configuration.max__bytes()),
                Math.max(1, Math.min(configuration.files(), MOST_FILES))),
            WAITING,
            Clock.systemUTC(),
            problem ->
                diagnostics.record(
                    Severity.ERROR,
                    "audit",
                    "audit_not_written",
                    "",
                    null,
                    "decisions are missing in " + file + ": " + problem));
  }

  @Activate
  void start() {
    writer.start();
    LOG.info("audit up, file={}", file);
  }

  @Deactivate
  void stop() {
    writer.close();
    LOG.info("audit down");
  }

  @Override
  public void decided(Decided decided) {
    writer.offer(decided);
  }
}
