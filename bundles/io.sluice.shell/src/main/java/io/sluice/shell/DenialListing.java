// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Denial;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A denial as {@code sluice:denials} prints it.
 *
 * @param id its id
 * @param first when it happened first
 * @param last when it happened last
 * @param count how often it happened
 * @param plugin the symbolic name
 * @param kind what was not allowed: a dial, a request, or the kind of a command
 * @param access what would have been reached, without the query of its URL
 * @param ingress the ingress that it was for, empty for none
 * @param code the stable code
 * @param message why, and what to do about it
 */
record DenialListing(
    String id,
    Instant first,
    Instant last,
    long count,
    String plugin,
    String kind,
    String access,
    String ingress,
    String code,
    String message) {

  /** What a further line in a grant can change. */
  private static final Set<String> GRANTABLE =
      Set.of("not_granted", "ingress_not_granted", "address_refused", "report_only");

  static DenialListing of(Denial denial) {
    AccessAttempt attempt = denial.attempt();
    return new DenialListing(
        denial.id(),
        denial.first(),
        denial.last(),
        denial.count(),
        attempt.plugin().name(),
        attempt.kind(),
        attempt.access().toString(),
        attempt.ingress(),
        denial.decision().code(),
        denial.decision().message());
  }

  static Table table(List<DenialListing> denials) {
    Table table = new Table("DENIAL", "LAST", "TIMES", "CODE", "PLUGIN");
    for (DenialListing each : denials) {
      table
          .row(each.id(), Times.of(each.last()), each.count(), each.code(), each.plugin())
          .detail(each.kind() + " " + each.access() + each.purpose())
          .detail(each.message())
          .detail(each.hint());
    }
    return table;
  }

  private String purpose() {
    return ingress.isEmpty() ? "" : " for the ingress " + ingress;
  }

  private String hint() {
    return GRANTABLE.contains(code)
        ? "sluice:grant --from-denial " + id
        : "sluice:explain " + plugin + " '" + access + "'";
  }
}
