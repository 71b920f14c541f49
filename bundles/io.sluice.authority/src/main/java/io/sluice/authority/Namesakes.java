// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.plugin.PluginDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bundles of one symbolic name, and the grants for it. For one thread at a time. */
final class Namesakes {

  private final Map<Long, PluginDeclaration> declarations = new HashMap<>();

  /** By PID. */
  private final Map<String, Grant> grants = new TreeMap<>();

  void put(PluginDeclaration declaration) {
    declarations.put(declaration.id().bundleId(), declaration);
  }

  void remove(PluginDeclaration declaration) {
    declarations.remove(declaration.id().bundleId());
  }

  void put(Grant grant) {
    grants.put(grant.pid(), grant);
  }

  void removeGrant(String pid) {
    grants.remove(pid);
  }

  boolean isEmpty() {
    return declarations.isEmpty() && grants.isEmpty();
  }

  List<Grant> grants() {
    return List.copyOf(grants.values());
  }

  /** What follows for each of the bundles. */
  List<Dossier> dossiers() {
    List<Grant> all = grants();
    boolean alone = declarations.size() == 1;
    List<Dossier> dossiers = new ArrayList<>();
    for (PluginDeclaration each : declarations.values()) {
      dossiers.add(new Dossier(each, all, AuthorityFold.fold(each, all, alone)));
    }
    return dossiers;
  }
}
