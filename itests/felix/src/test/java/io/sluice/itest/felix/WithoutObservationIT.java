// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.testkit.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

/** A host without the bundles of observation, and without the server of Jetty that they need. */
public class WithoutObservationIT {

  private static final List<String> ABSENT =
      List.of(
          "io.sluice.observe",
          "io.sluice.proxy",
          "jetty-server",
          "jetty-session",
          "jetty-websocket-core-server");

  @Rule public final TemporaryFolder cache = new TemporaryFolder();

  private final EchoTraffic traffic = new EchoTraffic();
  private TestGateway gateway;
  private OwnFramework felix;

  @Before
  public void begin() throws Exception {
    gateway = TestGateway.start().play(traffic);
    felix =
        OwnFramework.start(
            cache.getRoot().toPath(), jar -> ABSENT.stream().noneMatch(jar::startsWith));
  }

  @After
  public void end() throws Exception {
    felix.stop();
    gateway.close();
  }

  @Test
  public void pluginsWorkAllTheSame() throws Exception {
    felix.grant(
        Map.of(
            "plugin",
            "io.sluice.fixture.echo",
            "host_api.websocket",
            "ws://127.0.0.1:" + gateway.port(),
            "ingress",
            "*",
            "addresses",
            "127.0.0.0/8",
            "param.port",
            String.valueOf(gateway.port())));
    felix.context().installBundle("echo", Fixture.of("echo").jar()).start();

    await("texts come back").atMost(Host.LIMIT).until(() -> traffic.echoes() > 10);

    assertEquals(List.of(), traffic.wrong());
    for (Bundle bundle : felix.context().getBundles()) {
      String name = String.valueOf(bundle.getSymbolicName());
      assertFalse(name, name.contains("jetty.server") || name.contains("core.server"));
      if (bundle.getHeaders().get("Fragment-Host") == null) {
        assertEquals(name, Bundle.ACTIVE, bundle.getState());
      }
    }
    assertEquals(
        List.of(),
        Stream.of("observe", "proxy")
            .flatMap(
                each ->
                    Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(thread -> thread.startsWith("sluice-" + each)))
            .toList());
  }
}
