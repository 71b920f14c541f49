// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.authority.Authority.Declared;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.Standing.Kind;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Works out what one plugin may do. A pure function of its declaration and the grants. */
final class AuthorityFold {

  private final PluginDeclaration declaration;
  private final List<Grant> applicable;
  private final Map<String, String> parameters = new HashMap<>();
  private final List<Declared> declared = new ArrayList<>();
  private final List<DeclaredTarget> open = new ArrayList<>();
  private Standing standing;

  private AuthorityFold(
      PluginDeclaration declaration, Collection<Grant> grantsOfName, boolean alone) {
    this.declaration = declaration;
    List<Grant> considered =
        grantsOfName.stream().filter(grant -> alone || grant.isPinned()).toList();
    this.applicable =
        considered.stream()
            .filter(grant -> grant.isForVersionOf(declaration.id()))
            .filter(grant -> grant.isForDigestOf(declaration.id()))
            .toList();
    this.standing = applicable.isEmpty() ? withoutGrant(considered, alone) : granted();
    takeParameters();
    resolve(declaration.manifest().websocket());
    resolve(declaration.manifest().request());
  }

  /**
   * Works it out.
   *
   * @param declaration what the plugin declares
   * @param grantsOfName the grants for its symbolic name
   * @param alone whether no other installed bundle has that name
   */
  static Authority fold(
      PluginDeclaration declaration, Collection<Grant> grantsOfName, boolean alone) {
    return new AuthorityFold(declaration, grantsOfName, alone).result();
  }

  private Standing withoutGrant(List<Grant> considered, boolean alone) {
    String name = declaration.id().name();
    if (!alone) {
      return new Standing(
          Kind.AMBIGUOUS,
          "another installed bundle is named %s; uninstall one, or put version = %s into a grant"
              .formatted(name, declaration.id().version()));
    }
    for (Grant grant : considered) {
      if (!grant.isForVersionOf(declaration.id())) {
        return new Standing(
            Kind.VERSION_MISMATCH,
            "%s is for version %s, but %s is installed"
                .formatted(grant.pid(), grant.version(), declaration.id().version()));
      }
    }
    return considered.stream()
        .findFirst()
        .map(this::digestMismatch)
        .orElseGet(() -> new Standing(Kind.NOT_GRANTED, "no grant names it; sluice:grant " + name));
  }

  private Standing digestMismatch(Grant grant) {
    return new Standing(
        Kind.DIGEST_MISMATCH,
        "%s is for digest %s, but the bundle's is %s"
            .formatted(grant.pid(), grant.digest(), declaration.id().digest()));
  }

  private Standing granted() {
    return applicable.stream().anyMatch(Grant::reportOnly)
        ? new Standing(
            Kind.REPORT_ONLY, "a grant has mode = report_only, so that nothing is dialled")
        : new Standing(Kind.GRANTED, "");
  }

  private void takeParameters() {
    for (Grant grant : applicable) {
      grant
          .parameters()
          .forEach(
              (name, value) -> {
                String other = parameters.putIfAbsent(name, value);
                if (other != null && !other.equals(value)) {
                  standing =
                      new Standing(Kind.PARAMETER, "parameter " + name + ": two grants differ");
                }
              });
    }
  }

  private void resolve(List<DeclaredTarget> targets) {
    for (DeclaredTarget each : targets) {
      try {
        declared.add(new Declared(each.target().resolve(parameters), each.reason()));
      } catch (InvalidTargetException e) {
        open.add(each);
        if (standing.kind() == Kind.GRANTED) {
          standing =
              new Standing(
                  Kind.PARAMETER,
                  e.getMessage() + "; sluice:grant " + declaration.id().name() + " NAME=VALUE");
        }
      }
    }
  }

  private Authority result() {
    Set<String> ingresses = new HashSet<>();
    Map<String, String> secrets = new HashMap<>();
    for (Grant grant : applicable) {
      ingresses.addAll(grant.ingresses());
      grant.secrets().forEach(secrets::putIfAbsent);
    }
    List<Target> granted = new ArrayList<>(all(Grant::websocket));
    granted.addAll(all(Grant::request));
    return new Authority(
        declaration.id(),
        standing,
        List.copyOf(declared),
        List.copyOf(open),
        List.copyOf(granted),
        all(Grant::deny),
        Set.copyOf(ingresses),
        Map.copyOf(parameters),
        Map.copyOf(secrets),
        most(Grant::maxConnections),
        most(Grant::maxTextBytes));
  }

  private List<Target> all(Function<Grant, List<Target>> part) {
    return applicable.stream().flatMap(grant -> part.apply(grant).stream()).distinct().toList();
  }

  private int most(ToIntFunction<Grant> part) {
    return applicable.stream().mapToInt(part).max().orElse(0);
  }
}
