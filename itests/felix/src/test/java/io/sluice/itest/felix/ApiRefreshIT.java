// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;

/** A refresh of the bundle on which the host and all plugins depend. */
public class ApiRefreshIT {

  private static final List<String> PLUGINS =
      IntStream.range(0, 20).mapToObj(i -> "itest.refreshed." + i).toList();

  private static final int MOST_RESTARTS = 2;

  @Rule public final TemporaryFolder cache = new TemporaryFolder();

  private final EchoTraffic traffic = new EchoTraffic();
  private final Map<String, Integer> starts = new ConcurrentHashMap<>();
  private TestGateway gateway;
  private OwnFramework felix;

  @Before
  public void begin() throws Exception {
    gateway = TestGateway.start().play(traffic);
    felix = OwnFramework.start(cache.getRoot().toPath());
    // All plugins dial one host, some of them twice.
    felix.configure("io.sluice.websocket", Host.DIAL_RATES);
    for (String plugin : PLUGINS) {
      start(plugin);
    }
    awaitEchoesToAll(List.of());
  }

  @After
  public void end() throws Exception {
    felix.stop();
    gateway.close();
  }

  private void start(String plugin) throws Exception {
    felix.grantAll(plugin, gateway.port());
    felix.start(Fixture.of("echo").named(plugin).replacing("/chat", "/" + plugin));
  }

  /**
   * Waits until each plugin has one connection, which is none of these, and texts come back on it.
   */
  private void awaitEchoesToAll(List<TestPeer> earlier) {
    await("all echo")
        .atMost(Host.LIMIT)
        .until(
            () -> {
              List<TestPeer> open = traffic.peers().stream().filter(TestPeer::isOpen).toList();
              Set<String> paths =
                  open.stream()
                      .map(peer -> peer.handshake().requestTarget())
                      .collect(Collectors.toSet());
              return open.size() == PLUGINS.size()
                  && paths.size() == PLUGINS.size()
                  && Collections.disjoint(open, earlier)
                  && gateway.sockets() == PLUGINS.size()
                  && open.stream().allMatch(peer -> peer.textsReceived() > 1);
            });
  }

  private void countStart(BundleEvent event) {
    if (event.getType() == BundleEvent.STARTED) {
      starts.merge(event.getBundle().getSymbolicName(), 1, Integer::sum);
    }
  }

  @Test
  public void allPluginsComeBack() throws Exception {
    felix.context().addBundleListener(this::countStart);

    List<TestPeer> earlier = List.copyOf(traffic.peers());

    felix.refresh(felix.bundle("io.sluice.api"));

    await("each plugin is restarted")
        .atMost(Host.LIMIT)
        .until(() -> starts.keySet().containsAll(PLUGINS));
    awaitEchoesToAll(earlier);
    for (Bundle bundle : felix.context().getBundles()) {
      assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
    }
    assertTrue(starts.toString(), Collections.max(starts.values()) <= MOST_RESTARTS);
    requireOrderlyEnds();
    assertEquals(List.of(), traffic.wrong());
  }

  private void requireOrderlyEnds() {
    List<TestPeer> ended = traffic.peers().stream().filter(peer -> !peer.isOpen()).toList();
    for (TestPeer peer : ended) {
      assertEquals(1001, peer.closeFrame().orElseThrow().closeCode());
    }
    assertTrue(ended.size() + " ended", ended.size() <= MOST_RESTARTS * PLUGINS.size());
  }
}
