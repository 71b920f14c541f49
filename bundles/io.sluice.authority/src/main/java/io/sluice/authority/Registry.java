// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.plugin.PluginDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds declarations and grants into snapshots. Safe for use by many threads: a change is folded
 * under a lock; who reads a snapshot takes none.
 *
 * <p>A change costs what the plugin of its name has, however many others there are. Where nothing
 * comes of it, the authority in the new snapshot is the very one of the old.
 */
final class Registry {

  private final Map<String, Configured> configured = new HashMap<>();
  private final Map<String, Namesakes> names = new HashMap<>();
  private long lastNumber;
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  /** The grant of a configuration, and its number among the snapshot's entries. */
  private record Configured(long number, GrantEntry entry) {}

  Snapshot snapshot() {
    return snapshot;
  }

  /** Takes in a grant, in place of the one that the same configuration gave before. */
  synchronized void put(String pid, GrantEntry entry) {
    Configured before = configured.get(pid);
    Configured now = new Configured(before == null ? ++lastNumber : before.number(), entry);
    configured.put(pid, now);
    Grant grant = entry.accepted().orElse(null);
    NumberedMap<Dossier> plugins = withoutGrant(pid, before, grant);
    if (grant != null) {
      plugins = changed(plugins, grant.plugin(), namesakes -> namesakes.put(grant));
    }
    publish(plugins, snapshot.entries().with(now.number(), entry));
  }

  synchronized void remove(String pid) {
    Configured before = configured.remove(pid);
    if (before != null) {
      publish(withoutGrant(pid, before, null), snapshot.entries().without(before.number()));
    }
  }

  synchronized void put(PluginDeclaration declaration) {
    long bundleId = declaration.id().bundleId();
    Dossier before = snapshot.plugins().get(bundleId);
    NumberedMap<Dossier> plugins = snapshot.plugins();
    if (before != null && !before.declaration().id().name().equals(declaration.id().name())) {
      plugins = withoutDeclaration(plugins, before.declaration());
    }
    publish(
        changed(plugins, declaration.id().name(), namesakes -> namesakes.put(declaration)),
        snapshot.entries());
  }

  /** Forgets a declaration, unless another has taken its place. */
  synchronized void remove(PluginDeclaration declaration) {
    Dossier known = snapshot.plugins().get(declaration.id().bundleId());
    if (known != null && known.declaration().equals(declaration)) {
      publish(withoutDeclaration(snapshot.plugins(), declaration), snapshot.entries());
    }
  }

  /** Tells whether a configuration is in force as this grant, or is not there. */
  synchronized boolean holds(String pid, Optional<Grant> expected) {
    Optional<Grant> held =
        Optional.ofNullable(configured.get(pid)).flatMap(each -> each.entry().accepted());
    return held.map(Grant::withoutSecrets).equals(expected.map(Grant::withoutSecrets));
  }

  /** What is known of an installed plugin. */
  Optional<Dossier> dossier(long bundleId) {
    return Optional.ofNullable(snapshot.plugins().get(bundleId));
  }

  /** What would be known of a plugin if it were installed, and no other of its name. */
  synchronized Dossier dossier(PluginDeclaration declaration) {
    Namesakes namesakes = names.get(declaration.id().name());
    List<Grant> ofName = namesakes == null ? List.of() : namesakes.grants();
    return new Dossier(declaration, ofName, AuthorityFold.fold(declaration, ofName, true));
  }

  /** Takes a grant from its plugin, unless it is about to get another of the same configuration. */
  private NumberedMap<Dossier> withoutGrant(
      String pid, @Nullable Configured before, @Nullable Grant next) {
    Grant grant = before == null ? null : before.entry().accepted().orElse(null);
    return grant == null || (next != null && next.plugin().equals(grant.plugin()))
        ? snapshot.plugins()
        : changed(snapshot.plugins(), grant.plugin(), namesakes -> namesakes.removeGrant(pid));
  }

  private NumberedMap<Dossier> withoutDeclaration(
      NumberedMap<Dossier> plugins, PluginDeclaration declaration) {
    return changed(plugins, declaration.id().name(), namesakes -> namesakes.remove(declaration))
        .without(declaration.id().bundleId());
  }

  /** Changes what is there of one name, and works out anew what follows for its bundles. */
  private NumberedMap<Dossier> changed(
      NumberedMap<Dossier> plugins, String name, Consumer<Namesakes> change) {
    Namesakes namesakes = names.computeIfAbsent(name, unused -> new Namesakes());
    change.accept(namesakes);
    if (namesakes.isEmpty()) {
      names.remove(name);
    }
    NumberedMap<Dossier> changed = plugins;
    for (Dossier dossier : namesakes.dossiers()) {
      long bundleId = dossier.declaration().id().bundleId();
      changed = changed.with(bundleId, dossier.inPlaceOf(snapshot.plugins().get(bundleId)));
    }
    return changed;
  }

  private void publish(NumberedMap<Dossier> plugins, NumberedMap<GrantEntry> entries) {
    snapshot = new Snapshot(snapshot.epoch() + 1, plugins, entries);
  }
}
