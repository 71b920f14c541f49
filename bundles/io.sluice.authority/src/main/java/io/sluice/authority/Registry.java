// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.plugin.PluginDeclaration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds declarations and grants into snapshots. Safe for use by many threads: a change is folded
 * under a lock; who reads a snapshot takes none.
 */
final class Registry {

  private final Map<String, GrantEntry> grants = new TreeMap<>();
  private final Map<Long, PluginDeclaration> declarations = new HashMap<>();
  private volatile Snapshot snapshot = new Snapshot(0, Map.of(), List.of());

  Snapshot snapshot() {
    return snapshot;
  }

  /** Takes in a grant, in place of the one that the same configuration gave before. */
  synchronized void put(String pid, GrantEntry entry) {
    GrantEntry before = grants.put(pid, entry);
    fold(nameOf(before), nameOf(entry));
  }

  synchronized void remove(String pid) {
    fold(nameOf(grants.remove(pid)));
  }

  synchronized void put(PluginDeclaration declaration) {
    PluginDeclaration before = declarations.put(declaration.id().bundleId(), declaration);
    fold(before == null ? "" : before.id().name(), declaration.id().name());
  }

  /** Forgets a declaration, unless another has taken its place. */
  synchronized void remove(PluginDeclaration declaration) {
    if (declarations.remove(declaration.id().bundleId(), declaration)) {
      fold(declaration.id().name());
    }
  }

  /** Tells whether a configuration is in force as this grant, or is not there. */
  synchronized boolean holds(String pid, Optional<Grant> expected) {
    Optional<Grant> held = Optional.ofNullable(grants.get(pid)).flatMap(GrantEntry::accepted);
    return held.map(Grant::withoutSecrets).equals(expected.map(Grant::withoutSecrets));
  }

  /** What is known of an installed plugin. */
  synchronized Optional<Dossier> dossier(long bundleId) {
    Authority authority = snapshot.authorities().get(bundleId);
    return authority == null
        ? Optional.empty()
        : Optional.ofNullable(declarations.get(bundleId))
            .map(each -> new Dossier(each, grantsOf(each.id().name()), authority));
  }

  /** What would be known of a plugin if it were installed, and no other of its name. */
  synchronized Dossier dossier(PluginDeclaration declaration) {
    List<Grant> ofName = grantsOf(declaration.id().name());
    return new Dossier(declaration, ofName, AuthorityFold.fold(declaration, ofName, true));
  }

  private List<Grant> grantsOf(String name) {
    return grants.values().stream()
        .flatMap(entry -> entry.accepted().stream())
        .filter(grant -> grant.plugin().equals(name))
        .toList();
  }

  private static String nameOf(@Nullable GrantEntry entry) {
    return entry == null ? "" : entry.report().plugin();
  }

  private void fold(String... names) {
    Map<Long, Authority> authorities = new HashMap<>(snapshot.authorities());
    authorities.keySet().retainAll(declarations.keySet());
    for (String name : names) {
      List<PluginDeclaration> ofName =
          declarations.values().stream().filter(each -> each.id().name().equals(name)).toList();
      List<Grant> grantsOfName = grantsOf(name);
      for (PluginDeclaration declaration : ofName) {
        authorities.put(
            declaration.id().bundleId(),
            AuthorityFold.fold(declaration, grantsOfName, ofName.size() == 1));
      }
    }
    snapshot = new Snapshot(snapshot.epoch() + 1, authorities, reports());
  }

  private List<GrantReport> reports() {
    return grants.values().stream()
        .map(GrantEntry::report)
        .sorted(Comparator.comparing(GrantReport::plugin).thenComparing(GrantReport::pid))
        .toList();
  }
}
