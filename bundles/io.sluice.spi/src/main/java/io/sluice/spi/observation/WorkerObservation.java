// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** What can be observed on this Runtime. It may be called from any thread and does not wait. */
@ProviderType
public interface WorkerObservation {

  /**
   * The workers.
   *
   * @return one entry for each worker that something is kept of, by name
   */
  List<WorkerReport> workers();

  /**
   * Those who follow a worker from elsewhere.
   *
   * @return one entry for each stream, the oldest first
   */
  List<ObserverReport> observers();

  /**
   * Follows a worker from a snapshot on.
   *
   * @param worker the worker
   * @return what to read from and to close, or empty if there is no such worker
   */
  Optional<Following> follow(String worker);

  /**
   * What the endpoint did not put up with.
   *
   * @return counts since it began to listen
   */
  RefusalReport refusals();

  /**
   * Where the endpoint listens.
   *
   * @return the port, or empty if it does not listen
   */
  OptionalInt port();
}
