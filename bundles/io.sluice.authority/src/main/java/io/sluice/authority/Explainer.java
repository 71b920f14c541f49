// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityInspector.SourceReport;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.Explanation.Rule;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies each rule to what a plugin would do, also those behind the first that does not hold, and
 * works out what would make them hold. The rules are those of {@link Authority}, and what a driver
 * asks beside them: the ingress, the secrets, and the address where it is written out.
 */
final class Explainer {

  private final Dossier dossier;
  private final Authority authority;
  private final StandingRemedy standingRemedy;

  Explainer(Dossier dossier) {
    this.dossier = dossier;
    this.authority = dossier.authority();
    this.standingRemedy = new StandingRemedy(dossier);
  }

  static Explanation noPlugin(PluginAuthority nothing, Access access) {
    Decision decision = nothing.decide(access);
    return new Explanation(
        access.toString(),
        decision,
        List.of(new Rule("plugin", decision)),
        List.of(),
        List.of(),
        List.of(),
        Remedy.NONE);
  }

  Explanation explain(Access access) {
    Target declaring = authority.declaring(access);
    return explain(access, declaring == null ? access.narrowestTarget() : declaring);
  }

  private Explanation explain(Access access, Target wanted) {
    List<Feed> feeds = feeds(access);
    List<Rule> rules = rules(access, feeds);
    return new Explanation(
        access.toString(),
        rules.stream()
            .map(Rule::decision)
            .filter(decision -> !decision.allowed())
            .findFirst()
            .orElse(Decision.GRANTED),
        rules,
        authority.declared().stream()
            .map(Authority.Declared::target)
            .filter(access::isCoveredBy)
            .map(Target::toString)
            .toList(),
        covering(access, grant -> Stream.of(grant.websocket(), grant.request())),
        covering(access, grant -> Stream.of(grant.deny())),
        remedy(access, wanted, feeds));
  }

  /** An ingress that a URL feeds, and what the URL's source has to be given. */
  private record Feed(String ingress, Set<String> secrets) {}

  private List<Feed> feeds(Access access) {
    List<Feed> feeds = new ArrayList<>();
    for (IngressSpec ingress : dossier.declaration().manifest().ingresses()) {
      for (SourceSpec source : ingress.sources()) {
        Access own = access(source);
        if (own != null && own.toString().equals(access.toString())) {
          feeds.add(new Feed(ingress.name(), secrets(source)));
        }
      }
    }
    return feeds;
  }

  private @Nullable Access access(SourceSpec source) {
    try {
      return Access.webSocket(authority.resolve(source.url()));
    } catch (InvalidTargetException e) {
      return null;
    }
  }

  private static Set<String> secrets(SourceSpec source) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(source.headers().stream(), source.query().stream())
        .map(SourceSpec.Field::secretRef)
        .forEach(
            name -> {
              if (name != null) {
                names.add(name);
              }
            });
    return names;
  }

  private List<Rule> rules(Access access, List<Feed> feeds) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule("standing", authority.byStanding()));
    rules.add(new Rule("declared", authority.byDeclared(access)));
    rules.add(new Rule("not denied", authority.byDenied(access)));
    rules.add(new Rule("granted", authority.byGranted(access)));
    for (Feed feed : feeds) {
      rules.add(new Rule("ingress " + feed.ingress(), ingress(feed.ingress())));
      feed.secrets().forEach(name -> rules.add(new Rule("secret " + name, secret(name))));
    }
    access
        .url()
        .address()
        .ifPresent(address -> rules.add(new Rule("address", authority.decide(address))));
    return rules;
  }

  private Decision ingress(String name) {
    return authority.names(name)
        ? Decision.GRANTED
        : Decision.refused("ingress_not_granted", "the ingress " + name + " is not granted");
  }

  private Decision secret(String name) {
    return authority.secret(name).isPresent()
        ? Decision.GRANTED
        : Decision.refused(
            "secret_missing",
            authority
                .unreadSecret(name)
                .map(placeholder -> placeholder + ", for secret." + name + ", could not be read")
                .orElse("the secret " + name + " is in no grant"));
  }

  private List<String> covering(Access access, Function<Grant, Stream<List<Target>>> part) {
    List<String> lines = new ArrayList<>();
    for (Grant grant : dossier.fitting()) {
      part.apply(grant)
          .flatMap(List::stream)
          .filter(access::isCoveredBy)
          .forEach(target -> lines.add(grant.pid() + ": " + target));
    }
    return lines;
  }

  private Remedy remedy(Access access, Target wanted, List<Feed> feeds) {
    RemedyDraft draft = new RemedyDraft();
    if (standingRemedy.addTo(draft)) {
      addTargets(access, wanted, draft);
      for (Feed feed : feeds) {
        if (!authority.names(feed.ingress())) {
          draft.receive(feed.ingress());
        }
        feed.secrets().stream()
            .filter(name -> authority.secret(name).isEmpty())
            .forEach(name -> draft.byHand(remedyOf(name)));
      }
      access.url().address().ifPresent(address -> addAddress(address, draft));
    }
    return draft.remedy();
  }

  private String remedyOf(String secret) {
    return authority
        .unreadSecret(secret)
        .map(placeholder -> "provide what " + placeholder + " stands for, and save the grant again")
        .orElse("add secret." + secret + " = $[secret:" + secret + "] to a grant");
  }

  private void addTargets(Access access, Target wanted, RemedyDraft draft) {
    if (!authority.byDeclared(access).allowed()) {
      draft.declare(wanted);
    }
    if (!authority.byGranted(access).allowed()) {
      draft.grant(wanted);
    }
    for (Grant grant : dossier.fitting()) {
      grant.deny().stream()
          .filter(access::isCoveredBy)
          .forEach(target -> draft.byHand("take deny = " + target + " out of " + grant.pid()));
    }
  }

  private void addAddress(InetAddress address, RemedyDraft draft) {
    if (!authority.decide(address).allowed()) {
      draft.reach(AddressBlock.of(address));
    }
  }

  List<SourceReport> sources() {
    List<SourceReport> reports = new ArrayList<>();
    for (IngressSpec ingress : dossier.declaration().manifest().ingresses()) {
      ingress.sources().forEach(source -> reports.add(report(ingress.name(), source)));
    }
    return List.copyOf(reports);
  }

  /** The sources that may not be dialled, and of the rules for each the first that fails. */
  Map<AccessAttempt, Decision> refusedSources() {
    Map<AccessAttempt, Decision> refused = new LinkedHashMap<>();
    for (IngressSpec ingress : dossier.declaration().manifest().ingresses()) {
      for (SourceSpec source : ingress.sources()) {
        Access access = access(source);
        Decision decision = access == null ? Decision.GRANTED : decision(access, ingress.name());
        if (access != null && !decision.allowed()) {
          refused.put(
              new AccessAttempt(
                  dossier.declaration().id(), AccessAttempt.DIAL, access, ingress.name(), null),
              decision);
        }
      }
    }
    return refused;
  }

  private Decision decision(Access access, String ingress) {
    Decision decision = authority.decide(access);
    return decision.allowed() ? ingress(ingress) : decision;
  }

  private SourceReport report(String ingress, SourceSpec source) {
    Access access = access(source);
    if (access == null) {
      Decision decision = authority.byStanding();
      return new SourceReport(
          ingress,
          source.url().toString(),
          decision.allowed() ? standingRemedy.openParameters() : decision,
          standingRemedy.ofOpenParameters());
    }
    Explanation explanation = explain(access, access.narrowestTarget());
    return new SourceReport(
        ingress, explanation.access(), explanation.decision(), explanation.remedy());
  }
}
