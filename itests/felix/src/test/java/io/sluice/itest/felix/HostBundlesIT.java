// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Bundles of the host go in the middle of traffic, and come back: then all is as it was. */
public class HostBundlesIT extends HostTest {

  private static final String PLUGIN = "io.sluice.fixture.echo";
  private static final String SCR = "org.apache.felix.scr";
  private static final String CONFIGURATION_ADMIN = "org.apache.felix.configadmin";

  private static final List<String> BUNDLES =
      List.of(
          "io.sluice.api",
          "io.sluice.spi",
          "io.sluice.diagnostics",
          "io.sluice.authority",
          "io.sluice.command",
          "io.sluice.ingress",
          "io.sluice.plugins",
          "io.sluice.websocket",
          "io.sluice.shell",
          SCR,
          CONFIGURATION_ADMIN);

  private static final int SHUFFLES = Integer.getInteger("sluice.shuffles", 10);
  private static final int MANY = 200;

  /** Enough for each to stay within its limit of connections. */
  private static final int PLUGINS = 25;

  private final EchoTraffic traffic = new EchoTraffic();
  private Complaints complaints;

  @Before
  public void connect() throws Exception {
    gateway.play(traffic);
    host.grantAll(PLUGIN, gateway.port());
    host.start(Fixture.of("echo"));
    awaitEchoes(gateway.awaitPeer());
    complaints = Complaints.listen(host.context());
  }

  @After
  public void restore() throws Exception {
    complaints.close();
    for (String name : BUNDLES) {
      host.bundle(name).start();
    }
  }

  private static void awaitEchoes(TestPeer peer) {
    long before = peer.textsReceived();
    await("texts come back").atMost(Host.LIMIT).until(() -> peer.textsReceived() > before + 2);
  }

  /** The services of the host's bundles and of the plugin. */
  private List<String> services() {
    return Stream.concat(BUNDLES.stream(), Stream.of(PLUGIN))
        .map(host::bundle)
        .flatMap(bundle -> Stream.ofNullable(bundle.getRegisteredServices()).flatMap(Stream::of))
        .map(HostBundlesIT::described)
        .sorted()
        .toList();
  }

  private static String described(ServiceReference<?> reference) {
    return reference.getBundle().getSymbolicName()
        + " "
        + Arrays.toString((String[]) reference.getProperty(Constants.OBJECTCLASS));
  }

  /** Waits until all is as it was, with the traffic on one connection. */
  private void requireAsBefore(List<String> services, TestPeer peer) {
    awaitEchoes(peer);
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
    host.awaitConnection(PLUGIN, State.CONNECTED);
    await("the services").atMost(Host.LIMIT).until(this::services, services::equals);
    for (String name : BUNDLES) {
      assertEquals(name, Bundle.ACTIVE, host.bundle(name).getState());
    }
    assertEquals(1, gateway.sockets());
    assertEquals(List.of(), traffic.wrong());
    assertEquals(List.of(), complaints.all());
  }

  private void requireUnnoticed(String name) throws Exception {
    List<String> services = services();
    TestPeer peer = traffic.peers().get(0);

    host.bundle(name).stop();
    awaitEchoes(peer);
    host.bundle(name).start();

    requireAsBefore(services, peer);
    assertEquals(1, gateway.acceptedSockets());
  }

  private void requireReturn(String name) throws Exception {
    List<String> services = services();
    TestPeer before = traffic.peers().get(0);

    host.bundle(name).stop();
    assertEquals(1001, before.awaitClose().closeCode());
    before.awaitEnd();
    host.bundle(name).start();

    requireAsBefore(services, gateway.awaitPeer());
    assertEquals(2, gateway.acceptedSockets());
  }

  @Test
  public void theWordsForPluginsGoAndComeBack() throws Exception {
    requireUnnoticed("io.sluice.api");
  }

  @Test
  public void theSeamsGoAndComeBack() throws Exception {
    requireUnnoticed("io.sluice.spi");
  }

  @Test
  public void theDiagnosticsGoAndComeBack() throws Exception {
    requireReturn("io.sluice.diagnostics");
  }

  @Test
  public void theAuthorityRegistryGoesAndComesBack() throws Exception {
    requireReturn("io.sluice.authority");
  }

  @Test
  public void theCommandExecutorGoesAndComesBack() throws Exception {
    requireReturn("io.sluice.command");
  }

  @Test
  public void theQueuesGoAndComeBack() throws Exception {
    requireReturn("io.sluice.ingress");
  }

  @Test
  public void theExtenderGoesAndComesBack() throws Exception {
    requireReturn("io.sluice.plugins");
  }

  @Test
  public void theDriverGoesAndComesBack() throws Exception {
    requireReturn("io.sluice.websocket");
  }

  @Test
  public void theShellGoesAndComesBack() throws Exception {
    requireUnnoticed("io.sluice.shell");
  }

  @Test
  public void theComponentRuntimeGoesAndComesBack() throws Exception {
    requireReturn(SCR);
  }

  @Test
  public void configurationAdminGoesAndComesBack() throws Exception {
    requireUnnoticed(CONFIGURATION_ADMIN);
  }

  @Test
  public void allGoAndComeBackInWhateverOrder() throws Exception {
    List<String> services = services();
    Random random = new Random(9);
    for (int i = 0; i < SHUFFLES; i++) {
      List<String> names = new ArrayList<>(BUNDLES);
      Collections.shuffle(names, random);
      for (String name : names) {
        host.bundle(name).stop();
      }
      TestPeer before = traffic.peers().get(i);
      assertEquals(1001, before.awaitClose().closeCode());
      before.awaitEnd();
      awaitNoThreads("sluice-");
      Collections.shuffle(names, random);
      for (String name : names) {
        host.bundle(name).start();
      }
      requireAsBefore(services, gateway.awaitPeer());
    }
    assertEquals(1 + SHUFFLES, gateway.acceptedSockets());
  }

  @Test
  public void theDriverGoesWithTwoHundredConnectionsOpen() throws Exception {
    startMany();
    List<TestPeer> peers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      peers.add(gateway.awaitPeer());
    }
    await("all are open").atMost(Host.LIMIT).until(() -> gateway.openConnections() == 1 + MANY);

    host.bundle("io.sluice.websocket").stop();

    for (TestPeer peer : peers) {
      assertEquals(1001, peer.awaitClose().closeCode());
    }
    await("no socket is left").atMost(Host.LIMIT).until(() -> gateway.sockets() == 0);
    awaitNoThreads("sluice-jetty", "sluice-timer");
    assertEquals(List.of(), complaints.all());
    host.bundle("io.sluice.websocket").start();
    await("all are back").atMost(Host.LIMIT).until(() -> gateway.openConnections() == 1 + MANY);
  }

  private void startMany() throws Exception {
    String manifest =
        manifest(
            ingress(
                "chat",
                sources(
                    IntStream.range(0, MANY / PLUGINS)
                        .mapToObj(i -> source("/many/" + i))
                        .toArray(String[]::new))));
    for (int i = 0; i < PLUGINS; i++) {
      host.grantAll("itest.many." + i, gateway.port());
      host.start(Fixture.of("echo").named("itest.many." + i).declaring(manifest));
    }
  }
}
