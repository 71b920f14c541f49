// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.roster.PluginReport.ServiceState;
import org.jspecify.annotations.Nullable;

/** Something that has happened, as the roster takes note of it. */
sealed interface Fact {

  /** A plugin's bundle was read, for the first time or since it was updated. */
  record BundleRead(PluginBundle bundle) implements Fact {}

  /** A bundle has come into another state; it has a life while it is active. */
  record BundleMoved(long bundleId, String bundleState, @Nullable PluginLife life)
      implements Fact {}

  /** A bundle was uninstalled, or is no plugin any more. */
  record BundleGone(long bundleId) implements Fact {}

  /** A bundle has registered a handler, or has changed its properties. */
  record HandlerOffered(long bundleId, HandlerOffer offer) implements Fact {}

  /** A bundle has unregistered a handler. */
  record HandlerWithdrawn(long bundleId, long serviceId) implements Fact {}

  /** Declarations or grants have changed. */
  record AuthorityChanged(AuthoritySnapshot snapshot) implements Fact {}

  /** A life has made true what is planned for it, as far as it can by now. */
  record PlanApplied(long bundleId, ServiceState state) implements Fact {}

  /** The lane of a run stopped because of its handler. */
  record RunFailed(long bundleId, PluginLife life, int run, LaneFailure failure) implements Fact {}

  /** The last handler call of a run that was ended has ended, so that another can begin. */
  record RunEnded(long bundleId, PluginLife life) implements Fact {}

  /** The operator wants a plugin's service started afresh. */
  record RestartAsked(String name) implements Fact {}
}
