// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.Snapshot;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.Observer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All policies together. One that throws says no. Safe for use by many threads. */
final class Policies implements ObservationPolicy {

  private final List<ObservationPolicy> policies = new CopyOnWriteArrayList<>();
  private final Consumer<RuntimeException> failures;

  /**
   * Makes it without any.
   *
   * @param failures takes note of what a policy threw
   */
  Policies(Consumer<RuntimeException> failures) {
    this.failures = failures;
  }

  void add(ObservationPolicy policy) {
    policies.add(policy);
  }

  void remove(ObservationPolicy policy) {
    policies.remove(policy);
  }

  boolean isEmpty() {
    return policies.isEmpty();
  }

  @Override
  public boolean mayObserve(Observer observer) {
    try {
      return policies.stream().allMatch(policy -> policy.mayObserve(observer));
    } catch (RuntimeException e) {
      failures.accept(e);
      return false;
    }
  }

  @Override
  public Optional<ProtocolEvent> view(Observer observer, ProtocolEvent event) {
    return event instanceof Snapshot snapshot
        ? Optional.of(view(observer, snapshot))
        : viewOne(observer, event);
  }

  /** The same snapshot, if all in it passed. */
  private Snapshot view(Observer observer, Snapshot snapshot) {
    List<ProtocolEvent> seen =
        snapshot.events().stream().flatMap(each -> view(observer, each).stream()).toList();
    return seen.equals(snapshot.events())
        ? snapshot
        : new Snapshot(snapshot.at(), snapshot.truncated(), seen);
  }

  private Optional<ProtocolEvent> viewOne(Observer observer, ProtocolEvent event) {
    Optional<ProtocolEvent> seen = Optional.of(event);
    try {
      for (ObservationPolicy policy : policies) {
        seen = seen.flatMap(each -> policy.view(observer, each));
      }
      return seen;
    } catch (RuntimeException e) {
      failures.accept(e);
      return Optional.empty();
    }
  }
}
