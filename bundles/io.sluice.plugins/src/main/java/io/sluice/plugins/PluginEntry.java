// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    List<HandlerOffer> offers,
    PluginAuthority authority,
    int run,
    @Nullable LaneFailure failure,
    ServiceState state,
    Instant since) {

  static PluginEntry of(
      PluginBundle bundle,
      String bundleState,
      List<HandlerOffer> offers,
      PluginAuthority authority,
      Instant now) {
    return new PluginEntry(
        bundle, bundleState, null, offers, authority, 0, null, ServiceState.READY, now);
  }

  /** What is to run of it. */
  Plan plan() {
    boolean mayRun =
        life != null
            && failure == null
            && !bundle.isRejected()
            && authority.standing().kind() != Standing.Kind.AMBIGUOUS;
    return mayRun ? Plan.of(bundle, run, offers, authority) : Plan.idle(bundle.id(), run);
  }

  boolean hasHandlerFor(String ingress) {
    return offers.stream().anyMatch(offer -> offer.isFor(ingress));
  }

  PluginEntry read(PluginBundle newBundle, String newBundleState, PluginAuthority newAuthority) {
    return new PluginEntry(
        newBundle, newBundleState, life, offers, newAuthority, run, failure, state, since);
  }

  /** A new life is a new run, in which what failed before gets another chance. */
  PluginEntry moved(String newBundleState, @Nullable PluginLife newLife, Instant now) {
    boolean begins = newLife != null && newLife != life;
    return new PluginEntry(
            bundle,
            newBundleState,
            newLife,
            offers,
            authority,
            begins ? run + 1 : run,
            begins ? null : failure,
            state,
            since)
        .withState(stateIn(newBundleState, newLife != null), now);
  }

  private ServiceState stateIn(String newBundleState, boolean lives) {
    if (newBundleState.equals("STOPPING")) {
      return ServiceState.STOPPING;
    }
    return lives || state == ServiceState.READY ? ServiceState.READY : ServiceState.STOPPED;
  }

  PluginEntry offered(HandlerOffer offer) {
    List<HandlerOffer> all = others(offer.serviceId());
    all.add(offer);
    return withOffers(all);
  }

  PluginEntry withdrawn(long serviceId) {
    return withOffers(others(serviceId));
  }

  private List<HandlerOffer> others(long serviceId) {
    List<HandlerOffer> others = new ArrayList<>(offers);
    others.removeIf(offer -> offer.serviceId() == serviceId);
    return others;
  }

  private PluginEntry withOffers(List<HandlerOffer> newOffers) {
    return new PluginEntry(
        bundle, bundleState, life, List.copyOf(newOffers), authority, run, failure, state, since);
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

  /** The service can begin anew once its last run has come to its end. */
  PluginEntry ended(Instant now) {
    return life != null && failure == null ? withState(ServiceState.READY, now) : this;
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

  /** A plan that was applied tells the state, unless there is another plan by now. */
  PluginEntry applied(Fact.PlanApplied applied, Instant now) {
    if (life == null || failure != null || !applied.plan().equals(plan())) {
      return this;
    }
    return withState(applied.state(), now);
  }

  private PluginEntry withState(ServiceState newState, Instant now) {
    return newState == state
        ? this
        : new PluginEntry(
            bundle, bundleState, life, offers, authority, run, failure, newState, now);
  }
}
