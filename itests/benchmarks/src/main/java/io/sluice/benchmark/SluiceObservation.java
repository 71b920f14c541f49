// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.RunEnd;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.TextDone;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.WorkerObservation;
import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * The host in a real Felix, with a plugin that publishes deltas of texts, of runs that go on for a
 * while. Clients follow at the Runtime's endpoint, or at that of a Backend beside it, which follows
 * the Runtime over a connection.
 */
final class SluiceObservation implements Broadcaster {

  private static final String FIXTURE = "crier";
  private static final String WORKER = HostFelix.nameOf(FIXTURE);
  private static final int DELTAS_OF_A_RUN = 2_000;
  private static final int MANY = 10_000;
  private static final int EVENTS_PER_SECOND = 10_000_000;
  private static final Set<Integer> STANDARD_PORTS = Set.of(9_471, 9_472);

  private final boolean backend;
  private Function<WorkerEvent, Publication> plugin = event -> Publication.CLOSED;
  private long published;

  SluiceObservation(boolean backend) {
    this.backend = backend;
  }

  @Override
  public URI start() throws Exception {
    HostFelix host =
        HostFelix.start(
            backend ? Set.of(HostFelix.OBSERVE, HostFelix.PROXY) : Set.of(HostFelix.OBSERVE));
    host.configure(HostFelix.OBSERVE, settings("events_per_second", EVENTS_PER_SECOND));
    Bundle bundle = host.install(FIXTURE);
    bundle.start();
    int runtime = port(host, WorkerObservation.class, WorkerObservation::port);
    plugin = publisher(bundle);
    if (!backend) {
      return URI.create("ws://127.0.0.1:%d/v1/workers/%s/events/ws".formatted(runtime, WORKER));
    }
    host.configure(HostFelix.PROXY, settings("linger_ms", 1_000));
    host.configure(
        "io.sluice.proxy.runtime",
        "r",
        Map.of("runtime_id", "r", "endpoint", "ws://127.0.0.1:" + runtime));
    int port = port(host, RuntimeObservation.class, RuntimeObservation::port);
    RuntimeObservation observation = host.service(RuntimeObservation.class);
    await(() -> !observation.runtimes().isEmpty());
    return URI.create(
        "ws://127.0.0.1:%d/api/runtimes/r/workers/%s/events/ws".formatted(port, WORKER));
  }

  private static Map<String, ?> settings(String key, int value) {
    return Map.of("port", 0, "connections", MANY, "connections_per_address", MANY, key, value);
  }

  /** The port after it was configured. */
  private static <T> int port(HostFelix host, Class<T> type, Function<T, OptionalInt> port)
      throws InterruptedException {
    while (true) {
      int now = port.apply(host.service(type)).orElse(0);
      if (now != 0 && !STANDARD_PORTS.contains(now)) {
        return now;
      }
      Thread.sleep(50);
    }
  }

  /** The plugin's service, as soon as the host knows it. */
  @SuppressWarnings("unchecked")
  static Function<WorkerEvent, Publication> publisher(Bundle bundle) throws InterruptedException {
    await(() -> bundle.getRegisteredServices() != null);
    ServiceReference<?> reference = bundle.getRegisteredServices()[0];
    Function<WorkerEvent, Publication> publisher =
        (Function<WorkerEvent, Publication>) bundle.getBundleContext().getService(reference);
    await(() -> publisher.apply(new RunEnd("none", "ready")) == Publication.ACCEPTED);
    return publisher;
  }

  private static void await(Supplier<Boolean> condition) throws InterruptedException {
    while (!condition.get()) {
      Thread.sleep(20);
    }
  }

  @Override
  public void publish(String text) {
    long ofRun = published++ % DELTAS_OF_A_RUN;
    if (ofRun == 0) {
      publish(new RunStart("run"));
    }
    publish(new TextDelta("run", "text", text));
    if (ofRun == DELTAS_OF_A_RUN - 1) {
      publish(new TextDone("run", "text", ""));
      publish(new RunEnd("run", "completed"));
    }
  }

  private void publish(WorkerEvent event) {
    Publication publication = plugin.apply(event);
    if (publication != Publication.ACCEPTED) {
      throw new IllegalStateException("not published: " + publication);
    }
  }
}
