// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.observation.RefusalReport;
import io.sluice.spi.observation.WorkerObservation;
import io.sluice.spi.observation.WorkerReport;
import io.sluice.stream.Endpoint;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.LocalFollowing;
import io.sluice.stream.WorkerStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The workers as the operator of this Runtime sees them. */
final class LocalObservation implements WorkerObservation {

  private final Workers workers;
  private final FollowerLimits limits;
  private final RuntimeEntrance entrance;
  private final Endpoint endpoint;

  LocalObservation(
      Workers workers, FollowerLimits limits, RuntimeEntrance entrance, Endpoint endpoint) {
    this.workers = workers;
    this.limits = limits;
    this.entrance = entrance;
    this.endpoint = endpoint;
  }

  /** How each worker is doing, by name. */
  static List<WorkerReport> reports(Map<String, Worker> workers) {
    return workers.entrySet().stream()
        .map(entry -> report(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static WorkerReport report(String name, Worker worker) {
    WorkerStream.Report log = worker.stream().report();
    return new WorkerReport(
        name,
        worker.status().version(),
        worker.status().status(),
        worker.status().service(),
        log.last(),
        log.events(),
        log.bytes(),
        log.followers());
  }

  @Override
  public List<WorkerReport> workers() {
    return reports(workers.all());
  }

  @Override
  public List<ObserverReport> observers() {
    return entrance.observers();
  }

  @Override
  public Optional<Following> follow(String worker) {
    return workers.present(worker).map(this::follow);
  }

  private Following follow(Worker worker) {
    LocalFollowing reader = new LocalFollowing();
    reader.following(worker.stream().follow(null, reader, limits, FrameView.WHOLE)).begin();
    return reader;
  }

  @Override
  public RefusalReport refusals() {
    return endpoint.refusals();
  }

  @Override
  public OptionalInt port() {
    return endpoint.port();
  }
}
