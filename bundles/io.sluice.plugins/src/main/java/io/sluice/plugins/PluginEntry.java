// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one plugin. It is immutable.
 *
 * @param bundle what was read from its bundle
 * @param bundleState the state of the bundle
 * @param life its life, while the bundle is active
 * @param offers its handlers
 * @param authority what it may do
 * @param run the number of its service's run, which grows with each start
 * @param failure why the run failed, or null
 * @param state the state of its service
 * @param since when the service came into that state
 */
record PluginEntry(
    PluginBundle bundle,
    String bundleState,
    @Nullable PluginLife life,
    HandlerOffers offers,
    PluginAuthority authority,
    int run,
    @Nullable LaneFailure failure,
    ServiceState state,
    Instant since) {

  static PluginEntry of(
      PluginBundle bundle, HandlerOffers offers, PluginAuthority authority, Instant now) {
    return new PluginEntry(
        bundle, "INSTALLED", null, offers, authority, 0, null, ServiceState.READY, now);
  }

  /** What is to run of it. */
  Plan plan() {
    boolean mayRun =
        life != null
            && failure == null
            && !bundle.isRejected()
            && isAuthorityOfThisRevision()
            && authority.standing().kind() != Standing.Kind.AMBIGUOUS;
    return mayRun ? Plan.of(bundle, run, offers, authority) : Plan.idle(bundle.id(), run);
  }

  /** What an earlier revision of the bundle may do says nothing of this one. */
  boolean isAuthorityOfThisRevision() {
    return authority.id().equals(Optional.of(bundle.id()));
  }

  PluginEntry read(PluginBundle newBundle, PluginAuthority newAuthority) {
    return new PluginEntry(
        newBundle, bundleState, life, offers, newAuthority, run, failure, state, since);
  }

  /** A new life is a new run; what failed in an earlier life is past. */
  PluginEntry moved(String newBundleState, @Nullable PluginLife newLife, Instant now) {
    boolean same = newLife == life;
    boolean begins = !same && newLife != null;
    return new PluginEntry(
            bundle,
            newBundleState,
            newLife,
            offers,
            authority,
            begins ? run + 1 : run,
            same ? failure : null,
            state,
            since)
        .withState(stateAfterMove(newBundleState, newLife), now);
  }

  private ServiceState stateAfterMove(String newBundleState, @Nullable PluginLife newLife) {
    if (newLife != null) {
      return newLife == life ? state : ServiceState.READY;
    }
    if (newBundleState.equals("STOPPING")) {
      return ServiceState.STOPPING;
    }
    return state == ServiceState.READY ? ServiceState.READY : ServiceState.STOPPED;
  }

  PluginEntry withOffers(HandlerOffers newOffers) {
    return new PluginEntry(
        bundle, bundleState, life, newOffers, authority, run, failure, state, since);
  }

  /** A service that failed gets another chance when it may do something else than before. */
  PluginEntry authorised(PluginAuthority newAuthority) {
    if (newAuthority.equals(authority)) {
      return this;
    }
    PluginEntry authorised =
        new PluginEntry(
            bundle, bundleState, life, offers, newAuthority, run, failure, state, since);
    return failure == null ? authorised : authorised.restarted();
  }

  PluginEntry restarted() {
    return new PluginEntry(
        bundle, bundleState, life, offers, authority, run + 1, null, state, since);
  }

  /** A failure of an earlier run is no news. */
  PluginEntry failed(Fact.RunFailed failed, Instant now) {
    if (failed.life() != life || failed.run() != run) {
      return this;
    }
    return new PluginEntry(
            bundle, bundleState, life, offers, authority, run, failed.failure(), state, since)
        .withState(ServiceState.FAILED, now);
  }

  /** The state that a life has reached; a failure outlasts it. */
  PluginEntry applied(ServiceState reached, Instant now) {
    return life == null || failure != null ? this : withState(reached, now);
  }

  /** The service can begin anew, if it waited for its last run to come to its end. */
  PluginEntry ended(PluginLife itsLife, Instant now) {
    return itsLife == life && state == ServiceState.STOPPING
        ? withState(ServiceState.READY, now)
        : this;
  }

  private PluginEntry withState(ServiceState newState, Instant now) {
    return newState == state
        ? this
        : new PluginEntry(
            bundle, bundleState, life, offers, authority, run, failure, newState, now);
  }
}
