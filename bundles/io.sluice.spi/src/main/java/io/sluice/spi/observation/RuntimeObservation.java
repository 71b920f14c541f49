// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/** What this Backend observes, and for whom. It may be called from any thread and does not wait. */
@ProviderType
public interface RuntimeObservation {

  /**
   * The Runtimes that are configured.
   *
   * @return one entry for each Runtime, by name
   */
  List<RuntimeReport> runtimes();

  /**
   * The clients.
   *
   * @return one entry for each stream, the oldest first; their workers are named {@code
   *     runtime/worker}
   */
  List<ObserverReport> clients();

  /**
   * Follows a worker as a client would, though no policy is asked.
   *
   * @param runtime the Runtime
   * @param worker a worker that is, or may be, on it
   * @return what to read from and to close, or empty if there is no such Runtime
   */
  Optional<Following> follow(String runtime, String worker);

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
