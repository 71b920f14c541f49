// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.authority.Authority.Declared;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.Standing.Kind;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

  /** The grants for this version and these contents: what they deny holds in any case. */
  private final List<Grant> fitting;

  /** Those of them whose targets count: not where they could be meant for another bundle. */
  private final List<Grant> applicable;

  private final Map<String, String> parameters = new HashMap<>();
  private final List<Declared> declared = new ArrayList<>();
  private final List<DeclaredTarget> open = new ArrayList<>();
  private Standing standing;

  private AuthorityFold(
      PluginDeclaration declaration, Collection<Grant> grantsOfName, boolean alone) {
    this.declaration = declaration;
    this.fitting =
        grantsOfName.stream()
            .filter(grant -> grant.isForVersionOf(declaration.id()))
            .filter(grant -> grant.isForDigestOf(declaration.id()))
            .toList();
    this.applicable = fitting.stream().filter(grant -> alone || grant.isPinned()).toList();
    this.standing = applicable.isEmpty() ? withoutGrant(grantsOfName, alone) : granted();
    takeParameters();
    resolve(declaration.manifest().websocket());
    resolve(declaration.manifest().request());
    resolveSources();
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

  private Standing withoutGrant(Collection<Grant> grants, boolean alone) {
    String name = declaration.id().name();
    if (!alone) {
      return new Standing(
          Kind.AMBIGUOUS,
          "another installed bundle is named %s; uninstall one, or put version = %s into a grant"
              .formatted(name, declaration.id().version()));
    }
    for (Grant grant : grants) {
      if (!grant.isForVersionOf(declaration.id())) {
        return new Standing(
            Kind.VERSION_MISMATCH,
            "%s is for version %s, but %s is installed"
                .formatted(grant.pid(), grant.version(), declaration.id().version()));
      }
    }
    return grants.stream()
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
    return fitting.stream().anyMatch(Grant::reportOnly)
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
                  waitFor("parameter " + name + ": two grants differ");
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
        waitForValue(e);
      }
    }
  }

  /** A source may leave open what its target covers in any form. */
  private void resolveSources() {
    for (IngressSpec ingress : declaration.manifest().ingresses()) {
      for (SourceSpec source : ingress.sources()) {
        try {
          source.url().resolve(parameters);
        } catch (InvalidTargetException e) {
          waitForValue(e);
        }
      }
    }
  }

  private void waitForValue(InvalidTargetException refusal) {
    waitFor(refusal.getMessage() + "; sluice:grant " + declaration.id().name() + " NAME=VALUE");
  }

  private void waitFor(String message) {
    if (standing.kind() == Kind.GRANTED) {
      standing = new Standing(Kind.PARAMETER, message);
    }
  }

  private Authority result() {
    Set<String> ingresses = new HashSet<>();
    Map<String, String> secrets = new HashMap<>();
    Map<String, String> unread = new HashMap<>();
    for (Grant grant : applicable) {
      ingresses.addAll(grant.ingresses());
      grant.secrets().forEach(secrets::putIfAbsent);
      grant.unread().forEach(unread::putIfAbsent);
    }
    unread.keySet().removeAll(secrets.keySet());
    List<Target> granted = new ArrayList<>(targets(applicable, Grant::websocket));
    granted.addAll(targets(applicable, Grant::request));
    return new Authority(
        declaration.id(),
        standing,
        List.copyOf(declared),
        List.copyOf(open),
        List.copyOf(granted),
        targets(fitting, Grant::deny),
        Set.copyOf(ingresses),
        addresses(),
        Map.copyOf(parameters),
        Map.copyOf(secrets),
        Map.copyOf(unread),
        most(Grant::maxConnections),
        most(Grant::maxTextBytes),
        new DecisionMemory());
  }

  /** In one order, so that the same targets from other grants make an equal authority. */
  private static List<Target> targets(List<Grant> grants, Function<Grant, List<Target>> part) {
    return grants.stream()
        .flatMap(grant -> part.apply(grant).stream())
        .distinct()
        .sorted(Comparator.comparing(Target::toString))
        .toList();
  }

  private List<AddressBlock> addresses() {
    return applicable.stream()
        .flatMap(grant -> grant.addresses().stream())
        .distinct()
        .sorted(Comparator.comparing(AddressBlock::text))
        .toList();
  }

  private int most(ToIntFunction<Grant> part) {
    return applicable.stream().mapToInt(part).max().orElse(0);
  }
}
