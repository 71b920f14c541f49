// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;

/** What an operator would do about what the grants say of a plugin as a whole. */
final class StandingRemedy {

  private final Dossier dossier;
  private final PluginId id;

  StandingRemedy(Dossier dossier) {
    this.dossier = dossier;
    this.id = dossier.declaration().id();
  }

  /**
   * Adds what is to be done.
   *
   * @return whether it is known what the grants would say of targets then
   */
  boolean addTo(RemedyDraft draft) {
    return switch (dossier.authority().standing().kind()) {
      case GRANTED, NOT_GRANTED -> true;
      case REPORT_ONLY -> {
        addMode(draft);
        addOpenParameters(draft);
        yield true;
      }
      case PARAMETER -> {
        addOpenParameters(draft);
        yield true;
      }
      case AMBIGUOUS -> {
        draft.byHand(
            "uninstall the other bundle, or add version = " + id.version() + " to a grant");
        yield false;
      }
      case VERSION_MISMATCH, DIGEST_MISMATCH -> {
        addPins(draft);
        yield false;
      }
      case NOT_A_PLUGIN -> false;
    };
  }

  private void addMode(RemedyDraft draft) {
    dossier.fitting().stream()
        .filter(Grant::reportOnly)
        .forEach(grant -> draft.byHand("take mode = report_only out of " + grant.pid()));
  }

  private void addPins(RemedyDraft draft) {
    for (Grant grant : dossier.grants()) {
      if (!grant.isForVersionOf(id)) {
        draft.byHand("write version = " + id.version() + " into " + grant.pid());
      }
      if (!grant.isForDigestOf(id)) {
        draft.byHand("write digest = " + id.digest() + " into " + grant.pid());
      }
    }
  }

  private void addOpenParameters(RemedyDraft draft) {
    boolean missing = false;
    for (PluginManifest.Parameter each : dossier.declaration().manifest().parameters()) {
      if (!dossier.authority().parameters().containsKey(each.name())) {
        missing = true;
        draft.byHand("add param." + each.name() + " = VALUE to a grant");
      }
    }
    Standing standing = dossier.authority().standing();
    if (!missing && standing.kind() == Standing.Kind.PARAMETER) {
      draft.byHand(standing.message());
    }
  }

  /** What is to be done about a URL whose parameters are not all filled. */
  Remedy ofOpenParameters() {
    RemedyDraft draft = new RemedyDraft();
    if (addTo(draft)) {
      addOpenParameters(draft);
    }
    return draft.remedy();
  }

  Decision openParameters() {
    return Decision.refused(
        Standing.Kind.PARAMETER.code(),
        "a parameter of the URL has no value; sluice:grant " + id.name() + " NAME=VALUE");
  }
}
