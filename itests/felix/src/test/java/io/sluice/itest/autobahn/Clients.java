// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import static org.awaitility.Awaitility.await;

import io.sluice.itest.felix.OwnFramework;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The suite as a server: Jetty's client by itself, and a plugin under the host. */
final class Clients {

  private static final String JETTY = "jetty";
  private static final String SLUICE = "sluice";

  private static final Duration START = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private Clients(int port) {
    this.port = port;
  }

  /** Plays all cases to both. */
  static List<Verdicts> verdicts(Path folder) throws Exception {
    int port = Suite.freePort();
    try (Suite suite = Suite.server(folder.resolve("clients"), port)) {
      Clients clients = new Clients(port);
      int cases = clients.awaitCases();
      clients.play(JETTY, new JettyEcho(), cases);
      clients.play(
          SLUICE, new SluiceEcho(OwnFramework.start(folder.resolve("felix-echo")), port), cases);
      clients.ask("/updateReports?agent=" + SLUICE);
      return List.of(Verdicts.of(JETTY, suite.summary()), Verdicts.of(SLUICE, suite.summary()));
    }
  }

  private int awaitCases() {
    return await("the suite has started")
        .atMost(START)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> Integer.parseInt(ask("/getCaseCount")), number -> number > 0);
  }

  private void play(String agent, EchoClient client, int cases) throws Exception {
    for (int number = 1; number <= cases; number++) {
      String query = "?case=" + number + "&agent=" + agent;
      client.connect(uri("/runCase" + query));
      ask("/getCaseStatus" + query);
      client.disconnect();
    }
    client.stop();
  }

  private String ask(String path) throws Exception {
    return Question.ask(http, uri(path));
  }

  private URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + port + path);
  }
}
