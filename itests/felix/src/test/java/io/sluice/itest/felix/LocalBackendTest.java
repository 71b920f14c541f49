// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import io.sluice.api.protocol.EventPublisher;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.WorkerObservation;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A test with a worker, its Runtime and a Backend in one framework. */
public abstract class LocalBackendTest extends PluginTest {

  /** Publishes for the worker. */
  EventPublisher publisher;

  /** Where the Runtime listens. */
  int runtimePort;

  /** Where the Backend listens. */
  int port;

  private Configuration known;

  @Before
  public final void connect() throws Exception {
    ConfigurationAdmin configurations = host.service(ConfigurationAdmin.class);
    int runtimeBefore = host.service(WorkerObservation.class).port().orElse(0);
    int before = host.service(RuntimeObservation.class).port().orElse(0);
    for (String pid : List.of("io.sluice.observe", "io.sluice.proxy")) {
      configurations
          .getConfiguration(pid, "?")
          .update(FrameworkUtil.asDictionary(Map.of("port", 0)));
    }
    runtimePort =
        await("the Runtime listens elsewhere")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () -> host.service(WorkerObservation.class).port().orElse(0),
                now -> now != 0 && now != runtimeBefore);
    port =
        await("the Backend listens elsewhere")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () -> host.service(RuntimeObservation.class).port().orElse(0),
                now -> now != 0 && now != before);
    known = configurations.createFactoryConfiguration("io.sluice.proxy.runtime", "?");
    known.update(
        FrameworkUtil.asDictionary(
            Map.of("runtime_id", "here", "endpoint", "ws://127.0.0.1:" + runtimePort)));
    await("the Runtime is configured")
        .atMost(Host.LIMIT)
        .until(() -> host.service(RuntimeObservation.class).runtimes().size() == 1);
    publisher =
        new PluginCode(host.start(fixture().declaring("{ \"schema_version\": 1 }"))).publisher();
    await("the worker runs")
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.service(WorkerObservation.class).workers().stream()
                    .filter(worker -> worker.worker().equals(plugin()))
                    .anyMatch(worker -> worker.status().equals("running")));
  }

  @After
  public final void disconnect() throws Exception {
    known.delete();
    await("the Runtime is not configured")
        .atMost(Host.LIMIT)
        .until(() -> host.service(RuntimeObservation.class).runtimes().isEmpty());
  }

  /** Follows the worker by the Backend. */
  final Watcher follow(String query, Map<String, String> headers) {
    return Watcher.at(
        "ws://127.0.0.1:%d/api/runtimes/here/workers/%s/events/ws%s"
            .formatted(port, plugin(), query),
        headers);
  }
}
