// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import io.sluice.itest.felix.Fixture;
import io.sluice.itest.felix.OwnFramework;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The suite as a client of the streams of one worker: of the Runtime, and of a Backend that follows
 * it. The worker is a plugin without a grant, of which there is a snapshot and no news.
 */
final class Endpoints {

  private static final String RUNTIME = "runtime";
  private static final String BACKEND = "backend";
  private static final String WORKER = "io.sluice.autobahn.worker";
  private static final long MINUTES = 20;

  private Endpoints() {}

  /** Plays all cases to both. */
  static List<Verdicts> verdicts(Path folder) throws Exception {
    int runtime = Suite.freePort();
    int backend = Suite.freePort();
    OwnFramework felix = OwnFramework.start(folder.resolve("felix-worker"));
    felix.context().installBundle(WORKER, Fixture.of("echo").named(WORKER).jar()).start();
    felix.configure("io.sluice.observe", Map.of("port", runtime));
    felix.configure("io.sluice.proxy", Map.of("port", backend));
    felix.configureOneMore(
        "io.sluice.proxy.runtime",
        Map.of("runtime_id", RUNTIME, "endpoint", "ws://127.0.0.1:" + runtime));
    String stream = "/workers/" + WORKER + "/events/ws";
    try (Suite suite =
        Suite.client(
            folder.resolve("endpoints"),
            Map.of(
                RUNTIME, "ws://127.0.0.1:" + runtime + "/v1" + stream,
                BACKEND, "ws://127.0.0.1:" + backend + "/api/runtimes/" + RUNTIME + stream))) {
      suite.await(MINUTES);
      return List.of(Verdicts.of(RUNTIME, suite.summary()), Verdicts.of(BACKEND, suite.summary()));
    } finally {
      felix.stop();
    }
  }
}
