// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration of a grant, accepted or refused. */
sealed interface GrantEntry {

  GrantReport report();

  Optional<Grant> accepted();

  /** A configuration that is a grant. */
  record Accepted(Grant grant) implements GrantEntry {

    @Override
    public Optional<Grant> accepted() {
      return Optional.of(grant);
    }

    @Override
    public GrantReport report() {
      return new GrantReport(
          grant.pid(),
          grant.plugin(),
          "",
          grant.version(),
          grant.digest(),
          grant.reportOnly(),
          texts(grant.websocket()),
          texts(grant.request()),
          texts(grant.deny()),
          grant.ingresses().stream().sorted().toList(),
          grant.addresses().stream().map(AddressBlock::text).toList(),
          grant.secrets().keySet(),
          grant.parameters());
    }

    private static List<String> texts(List<Target> targets) {
      return targets.stream().map(Target::toString).toList();
    }
  }

  /** A configuration that is none, and grants nothing. */
  record Refused(String pid, String plugin, String refusal) implements GrantEntry {

    @Override
    public Optional<Grant> accepted() {
      return Optional.empty();
    }

    @Override
    public GrantReport report() {
      return new GrantReport(
          pid, plugin, refusal, "", "", false, List.of(), List.of(), List.of(), List.of(),
          List.of(), Set.of(), Map.of());
    }
  }
}
