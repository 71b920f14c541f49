// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** The host in Equinox. */
public class EquinoxIT {

  private static final String PLUGIN = "io.sluice.fixture.echo";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static OwnFramework equinox;

  private final TestGateway gateway = TestGateway.start();

  @BeforeClass
  public static void start() throws Exception {
    equinox = OwnFramework.startEquinox(FOLDER.newFolder().toPath());
  }

  @AfterClass
  public static void stop() throws Exception {
    equinox.stop();
  }

  @After
  public void clear() throws Exception {
    equinox.clear();
    gateway.close();
  }

  private TestPeer awaitEcho() throws Exception {
    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
    return peer;
  }

  private static void requireClosed(int code, TestPeer peer) throws Exception {
    assertEquals(code, peer.awaitClose().closeCode());
    peer.awaitEnd();
  }

  private List<String> notActive() {
    return Stream.of(equinox.context().getBundles())
        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
        .map(Bundle::toString)
        .toList();
  }

  @Test
  public void allBundlesOfTheHostAreActiveInIt() {
    assertEquals("org.eclipse.osgi", equinox.context().getBundle(0).getSymbolicName());
    await().atMost(Host.LIMIT).until(this::notActive, List.of()::equals);
  }

  @Test
  public void aPluginIsGrantedAndRevoked() throws Exception {
    equinox.start(Fixture.of("echo"));
    assertEquals(0, gateway.acceptedSockets());

    Configuration grant = equinox.grantAll(PLUGIN, gateway.port());
    TestPeer peer = awaitEcho();
    grant.delete();

    requireClosed(1008, peer);
    equinox.grantAll(PLUGIN, gateway.port());
    awaitEcho();
  }

  @Test
  public void aPluginIsStoppedStartedAndUninstalled() throws Exception {
    equinox.grantAll(PLUGIN, gateway.port());
    Bundle plugin = equinox.start(Fixture.of("echo"));
    TestPeer peer = awaitEcho();

    plugin.stop();
    requireClosed(1001, peer);
    plugin.start();
    peer = awaitEcho();
    plugin.uninstall();

    requireClosed(1001, peer);
    assertEquals(0, gateway.sockets());
  }

  @Test
  public void aPluginIsUpdated() throws Exception {
    equinox.grantAll(PLUGIN, gateway.port());
    Bundle plugin = equinox.start(Fixture.of("echo"));
    TestPeer peer = awaitEcho();

    plugin.update(Fixture.of("echo").version("2.0.0").replacing("/chat", "/next").jar());

    requireClosed(1001, peer);
    assertEquals("/next", awaitEcho().handshake().requestTarget());
  }

  @Test
  public void theApiIsRefreshedUnderAPlugin() throws Exception {
    equinox.grantAll(PLUGIN, gateway.port());
    equinox.start(Fixture.of("echo"));
    TestPeer peer = awaitEcho();

    equinox.refresh(equinox.bundle("io.sluice.api"));

    requireClosed(1001, peer);
    awaitEcho();
    await().atMost(Host.LIMIT).until(this::notActive, List.of()::equals);
  }

  @Test
  public void itsStopTakesLeaveOfThePeersAndItsNextStartConnects() throws Exception {
    equinox.grantAll(PLUGIN, gateway.port());
    equinox.start(Fixture.of("echo"));
    TestPeer peer = awaitEcho();

    equinox.stop();

    requireClosed(1001, peer);
    HostTest.awaitNoThreads("sluice-");
    equinox.startAgain();
    awaitEcho();
  }
}
