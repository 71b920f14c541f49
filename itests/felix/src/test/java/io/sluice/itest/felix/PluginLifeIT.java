// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** The life of a plugin, from its installation to its end. */
public class PluginLifeIT extends HostTest {

  private static final String ECHO = "io.sluice.fixture.echo";

  @Test
  public void anInstalledPluginIsListedAndNothingOfItIsStarted() throws Exception {
    host.install(Fixture.of("echo"));

    String reason = host.awaitStatus(ECHO, Status.WAITING);

    assertTrue(reason, reason.startsWith("its bundle is INSTALLED; start bundle "));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aStartedPluginWaitsForItsGrant() throws Exception {
    host.start(Fixture.of("echo"));

    host.awaitStatus(ECHO, Status.WAITING, "no grant names it; sluice:grant " + ECHO);
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantAfterTheStartConnects() throws Exception {
    host.start(Fixture.of("echo"));
    host.awaitStatus(ECHO, Status.WAITING);

    host.grantAll(ECHO, gateway.port());

    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
    host.awaitStatus(ECHO, Status.RUNNING);
  }

  @Test
  public void aGrantBeforeTheInstallationConnects() throws Exception {
    host.grantAll(ECHO, gateway.port());

    host.start(Fixture.of("echo"));

    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
  }

  @Test
  public void aStoppedPluginSaysGoodbyeToItsPeer() throws Exception {
    host.grantAll(ECHO, gateway.port());
    Bundle bundle = host.start(Fixture.of("echo"));
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(ECHO, ConnectionReport.State.CONNECTED);

    bundle.stop();

    assertEquals(1001, peer.awaitClose().closeCode());
    peer.awaitEnd();
    host.awaitNoConnection(ECHO);
    assertEquals(0, gateway.openConnections());
  }

  @Test
  public void aRevokedGrantClosesTheConnectionWithAPolicyViolation() throws Exception {
    Configuration grant = host.grantAll(ECHO, gateway.port());
    host.start(Fixture.of("echo"));
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(ECHO, ConnectionReport.State.CONNECTED);

    host.delete(grant);

    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitNoConnection(ECHO);
    host.awaitStatus(ECHO, Status.WAITING);
  }

  @Test
  public void aGrantOfATargetAloneConnectsNothing() throws Exception {
    host.grant(
        ECHO,
        Map.of(
            "host_api.websocket",
            gateway.url("/chat"),
            "param.port",
            String.valueOf(gateway.port())));
    host.start(Fixture.of("echo"));

    host.awaitStatus(ECHO, Status.WAITING, "ingress chat is not granted; sluice:grant " + ECHO);
    assertEquals(0, gateway.acceptedSockets());
  }
}
