// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.observation.RefusalReport;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.RuntimeReport;
import io.sluice.stream.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The Runtimes as the operator of this Backend sees them. */
final class BackendObservation implements RuntimeObservation {

  private final RuntimeDirectory directory;
  private final Feeds feeds;
  private final LocalClients local;
  private final BackendEntrance entrance;
  private final Endpoint endpoint;

  BackendObservation(
      RuntimeDirectory directory,
      Feeds feeds,
      LocalClients local,
      BackendEntrance entrance,
      Endpoint endpoint) {
    this.directory = directory;
    this.feeds = feeds;
    this.local = local;
    this.entrance = entrance;
    this.endpoint = endpoint;
  }

  @Override
  public List<RuntimeReport> runtimes() {
    return directory.names().stream()
        .map(runtime -> new RuntimeReport(runtime, feeds.report(runtime)))
        .toList();
  }

  @Override
  public List<ObserverReport> clients() {
    return entrance.clients();
  }

  @Override
  public Optional<Following> follow(String runtime, String worker) {
    return directory.find(runtime).map(target -> local.follow(new Feeds.Key(runtime, worker)));
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
