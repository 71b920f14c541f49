// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a plugin's status in one word: of all that may be said of it, what an operator has to know
 * first.
 */
final class StatusRule {

  /**
   * A status.
   *
   * @param status in one word
   * @param reason why, and what to do about it; empty if there is nothing to do
   */
  record Verdict(Status status, String reason) {}

  private final PluginEntry entry;
  private final String name;

  private StatusRule(PluginEntry entry) {
    this.entry = entry;
    this.name = entry.bundle().id().name();
  }

  static Verdict of(PluginEntry entry) {
    StatusRule rule = new StatusRule(entry);
    return Stream.of(
            rule.rejected(),
            rule.ambiguous(),
            rule.disabled(),
            rule.failed(),
            rule.notStarted(),
            rule.notGranted(),
            rule.nothingRuns(),
            rule.lastRunLingers())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(rule::runs);
  }

  private static Optional<Verdict> verdict(boolean holds, Status status, String reason) {
    return holds ? Optional.of(new Verdict(status, reason)) : Optional.empty();
  }

  private Optional<Verdict> rejected() {
    return verdict(entry.bundle().isRejected(), Status.REJECTED, entry.bundle().rejection());
  }

  private Optional<Verdict> ambiguous() {
    return standing(Standing.Kind.AMBIGUOUS, Status.AMBIGUOUS);
  }

  private Optional<Verdict> disabled() {
    List<TargetReport> declared = declaredTargets();
    boolean allDenied =
        !declared.isEmpty()
            && declared.stream()
                .allMatch(target -> target.verdict() == TargetReport.Verdict.DENIED);
    return standing(Standing.Kind.REPORT_ONLY, Status.DISABLED)
        .or(
            () ->
                verdict(
                    allDenied, Status.DISABLED, "a grant's deny covers every target it declares"));
  }

  /** What is denied or granted beside them is no concern of the plugin's. */
  private List<TargetReport> declaredTargets() {
    PluginManifest manifest = entry.bundle().manifest();
    return entry.authority().targets().stream()
        .limit(manifest.websocket().size() + manifest.request().size())
        .toList();
  }

  private Optional<Verdict> standing(Standing.Kind kind, Status status) {
    Standing standing = entry.authority().standing();
    return verdict(standing.kind() == kind, status, standing.message());
  }

  private Optional<Verdict> failed() {
    return Optional.ofNullable(entry.failure())
        .map(failure -> new Verdict(Status.FAILED, failure.message() + "; sluice:restart " + name));
  }

  private Optional<Verdict> notStarted() {
    String state = entry.bundleState();
    return verdict(
        entry.life() == null,
        Status.WAITING,
        "its bundle is " + state + "; start bundle " + entry.bundle().id().bundleId());
  }

  private Optional<Verdict> notGranted() {
    Standing standing = entry.authority().standing();
    boolean complete =
        standing.kind() == Standing.Kind.GRANTED
            || (standing.kind() == Standing.Kind.NOT_GRANTED && asksForNothing());
    return verdict(!complete, Status.WAITING, standing.message())
        .or(
            () ->
                verdict(
                    !entry.isAuthorityOfThisRevision(),
                    Status.WAITING,
                    "its grants are being looked up for the new revision"));
  }

  /** It publishes, say, which needs no grant. */
  private boolean asksForNothing() {
    PluginManifest manifest = entry.bundle().manifest();
    return manifest.websocket().isEmpty()
        && manifest.request().isEmpty()
        && manifest.ingresses().isEmpty();
  }

  private Optional<Verdict> nothingRuns() {
    boolean runs =
        entry.bundle().manifest().ingresses().isEmpty() || !entry.plan().published().isEmpty();
    return verdict(!runs, Status.WAITING, missing().orElse(""));
  }

  private Optional<Verdict> lastRunLingers() {
    return verdict(
        entry.state() == ServiceState.STOPPING,
        Status.WAITING,
        "the last handler call of its earlier run has not ended");
  }

  private Verdict runs() {
    return missing()
        .map(what -> new Verdict(Status.PARTIAL, what))
        .orElseGet(() -> new Verdict(Status.RUNNING, ""));
  }

  /** The first thing that the plugin declares and does not have. */
  private Optional<String> missing() {
    return entry.bundle().manifest().ingresses().stream()
        .flatMap(this::missingFor)
        .findFirst()
        .or(this::missingTarget);
  }

  private Stream<String> missingFor(IngressSpec ingress) {
    if (entry.offers().preferredFor(ingress.name()).isEmpty()) {
      return Stream.of(
          "ingress %s has no handler: a service IngressHandler with sluice.ingress=%s"
              .formatted(ingress.name(), ingress.name()));
    }
    if (!entry.authority().receives(ingress.name())) {
      return Stream.of(
          "ingress %s is not granted; sluice:grant %s".formatted(ingress.name(), name));
    }
    return Plan.unresolved(ingress, entry.authority())
        .map(
            why ->
                "ingress %s cannot connect: %s; sluice:grant %s NAME=VALUE"
                    .formatted(ingress.name(), why, name))
        .stream();
  }

  private Optional<String> missingTarget() {
    return declaredTargets().stream()
        .filter(target -> target.verdict() != TargetReport.Verdict.GRANTED)
        .map(
            target ->
                "%s is %s; sluice:show %s"
                    .formatted(target.target(), target.verdict().wireName(), name))
        .findFirst();
  }
}
