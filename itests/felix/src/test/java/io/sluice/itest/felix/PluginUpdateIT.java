// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** An update: the old version leaves before the new one comes, whatever the new one is. */
public class PluginUpdateIT extends HostTest {

  private static final String PLUGIN = "io.sluice.fixture.echo";
  private static final int UPDATES = 100;
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private final EchoTraffic traffic = new EchoTraffic();
  private Bundle bundle;

  @Before
  public void connect() throws Exception {
    gateway.play(traffic);
    host.grantAll(PLUGIN, gateway.port());
    bundle = host.start(version(0));
    awaitTraffic("/v0");
  }

  private static Fixture version(int number) throws Exception {
    return Fixture.of("echo").version("1.0." + number).replacing("/chat", "/v" + number);
  }

  /**
   * Waits until texts come back on a connection of this path. It need not be the last that the
   * gateway has seen, which sees also what was given up on the way.
   */
  private void awaitTraffic(String path) {
    await("traffic on " + path)
        .atMost(Host.LIMIT)
        .until(() -> traffic.peers().stream().anyMatch(peer -> isEchoing(peer, path)));
  }

  private static boolean isEchoing(TestPeer peer, String path) {
    return peer.isOpen()
        && peer.handshake().requestTarget().equals(path)
        && peer.textsReceived() > 0;
  }

  @Test
  public void aHundredUpdatesUnderTraffic() throws Exception {
    for (int number = 1; number <= UPDATES; number++) {
      bundle.update(version(number).jar());
      awaitTraffic("/v" + number);
    }

    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
    assertEquals("1.0." + UPDATES, host.plugin(PLUGIN).id().version());
    assertEquals(1, gateway.mostOpenConnections());
    assertEquals(1 + UPDATES, gateway.acceptedSockets());
    assertEquals(List.of(), traffic.wrong());
  }

  @Test
  public void aHundredUpdatesWithoutABreath() throws Exception {
    for (int number = 1; number <= UPDATES; number++) {
      bundle.update(version(number).jar());
    }

    awaitTraffic("/v" + UPDATES);
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
    assertEquals("1.0." + UPDATES, host.plugin(PLUGIN).id().version());
    host.awaitConnection(PLUGIN, State.CONNECTED);
    await().atMost(Host.LIMIT).until(() -> gateway.sockets() == 1);
    assertEquals(List.of(), traffic.wrong());
  }

  @Test
  public void anUpdateWhileThePeerDoesNotAnswerTheCloseFrame() throws Exception {
    TestPeer silent = gateway.awaitPeer();
    silent.goSilent();
    gateway.answer(
        handshake -> {
          noticeEndOf(silent);
          return handshake.accept(handshake.firstSubprotocol());
        });

    bundle.update(version(1).jar());

    assertEquals(1001, silent.awaitClose().closeCode());
    awaitTraffic("/v1");
    assertEquals(1, gateway.mostOpenConnections());
  }

  /**
   * The gateway's threads may see the next connection sooner than the end of the one before, which
   * came first. Without an end the wait is shorter than what the host waits for a close frame.
   */
  private static void noticeEndOf(TestPeer peer) {
    try {
      await().atMost(NOTICE).until(() -> !peer.isOpen());
    } catch (ConditionTimeoutException e) {
      // The gateway counts two open connections.
    }
  }

  @Test
  public void anUpdateWithABadManifestIsRejectedAndNothingRuns() throws Exception {
    bundle.update(version(1).declaring("{\"schema_version\": 1, \"surprise\": true}").jar());

    assertTrue(host.awaitStatus(PLUGIN, Status.REJECTED).startsWith("surprise: unknown field; "));
    requireNothingRuns();
    host.awaitDiagnostic(PLUGIN, "manifest_rejected");
  }

  @Test
  public void anUpdateRepairsABadManifest() throws Exception {
    bundle.update(version(1).declaring("{}").jar());
    host.awaitStatus(PLUGIN, Status.REJECTED);

    bundle.update(version(2).jar());

    awaitTraffic("/v2");
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
  }

  @Test
  public void anUpdateToABundleThatIsNoPlugin() throws Exception {
    bundle.update(
        Fixture.of("echo")
            .with("Require-Capability", "osgi.ee;filter:=\"(osgi.ee=JavaSE)\"")
            .without("OSGI-INF/sluice/plugin.json")
            .jar());

    await().atMost(Host.LIMIT).until(() -> host.plugins().isEmpty());
    requireNothingRuns();
    assertEquals(Bundle.ACTIVE, bundle.getState());
  }

  @Test
  public void anUpdateMakesABundleAPluginAgain() throws Exception {
    bundle.update(
        Fixture.of("echo")
            .with("Require-Capability", "osgi.ee;filter:=\"(osgi.ee=JavaSE)\"")
            .without("OSGI-INF/sluice/plugin.json")
            .jar());
    await().atMost(Host.LIMIT).until(() -> host.plugins().isEmpty());

    bundle.update(version(2).jar());

    awaitTraffic("/v2");
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
  }

  private void requireNothingRuns() throws Exception {
    TestPeer peer = gateway.awaitPeer();
    assertEquals(1001, peer.awaitClose().closeCode());
    host.awaitNoConnection(PLUGIN);
    await().atMost(Host.LIMIT).until(() -> gateway.sockets() == 0);
    assertEquals(1, gateway.acceptedSockets());
  }
}
