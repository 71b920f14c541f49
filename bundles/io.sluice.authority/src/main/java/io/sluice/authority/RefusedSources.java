// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import java.util.function.BiConsumer;

/**
 * Tells which sources are not dialled, whenever what a plugin may do has changed. No driver hears
 * of them: a source that may not be used is no part of a running service.
 *
 * <p>A plugin that no grant is for is passed over. It waits for its operator, and while the host
 * starts, for its configuration to be read.
 */
final class RefusedSources implements AuthorityListener {

  private final BiConsumer<AccessAttempt, Decision> log;
  private Snapshot known = Snapshot.EMPTY;

  RefusedSources(BiConsumer<AccessAttempt, Decision> log) {
    this.log = log;
  }

  /** Is called for one snapshot after the other. */
  @Override
  public void authorityChanged(AuthoritySnapshot snapshot) {
    if (snapshot instanceof Snapshot now) {
      Snapshot before = known;
      known = now;
      now.plugins()
          .forEachOtherThan(
              before.plugins(),
              dossier -> {
                if (isNews(dossier, before) && isGranted(dossier.authority())) {
                  tell(dossier);
                }
              });
    }
  }

  private static boolean isNews(Dossier dossier, Snapshot before) {
    return before.plugin(dossier.declaration().id().bundleId()) != dossier.authority();
  }

  private static boolean isGranted(PluginAuthority authority) {
    Standing.Kind kind = authority.standing().kind();
    return kind == Standing.Kind.GRANTED || kind == Standing.Kind.REPORT_ONLY;
  }

  private void tell(Dossier dossier) {
    new Explainer(dossier).refusedSources().forEach(log);
  }
}
