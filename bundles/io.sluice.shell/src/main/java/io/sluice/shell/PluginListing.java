// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import java.time.Instant;
import java.util.List;

/**
 * A plugin as {@code sluice:list} prints it.
 *
 * @param name the symbolic name
 * @param version the version
 * @param digest the digest of its contents
 * @param bundleId the bundle's number
 * @param bundleState the bundle's state
 * @param status in one word
 * @param reason why, and what to do about it
 * @param service the state of its service
 * @param since when the service came into that state
 * @param handled how many events its handlers took
 * @param failures how many of these ended in an exception
 * @param ingresses its ingresses
 */
record PluginListing(
    String name,
    String version,
    String digest,
    long bundleId,
    String bundleState,
    PluginReport.Status status,
    String reason,
    PluginReport.ServiceState service,
    Instant since,
    long handled,
    long failures,
    List<IngressReport> ingresses) {

  static PluginListing of(PluginReport report) {
    return new PluginListing(
        report.id().name(),
        report.id().version(),
        report.id().digest(),
        report.id().bundleId(),
        report.bundleState(),
        report.status(),
        report.reason(),
        report.service(),
        report.since(),
        report.handled(),
        report.failures(),
        report.ingresses());
  }
}
