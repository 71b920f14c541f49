// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;

import io.sluice.testkit.TestPeer;
import org.junit.Test;

/** The life of a plugin, typed at Karaf's shell from its installation to its end. */
public class PluginLifeIT extends KarafTest {

  private static final String RUNNING = KarafHost.ECHO + " .* running ";

  @Test
  public void anInstalledPluginIsListedAndNothingOfItIsStarted() throws Exception {
    host.installEcho();

    host.awaitLine("sluice:list", "its bundle is INSTALLED; start bundle \\d+$");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aStartedPluginWaitsForItsGrant() throws Exception {
    host.startEcho();

    host.awaitLine("sluice:list", "no grant names it; sluice:grant " + KarafHost.ECHO + "$");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantAfterTheStartConnects() throws Exception {
    host.startEcho();
    host.awaitLine("sluice:list", "no grant names it");

    grant();

    awaitEcho();
    host.awaitLine("sluice:list", RUNNING);
  }

  @Test
  public void aGrantBeforeTheStartConnectsOnceThePluginIsStarted() throws Exception {
    host.installEcho();
    grant();
    host.awaitLine("sluice:list", "its bundle is INSTALLED");
    assertEquals(0, gateway.acceptedSockets());

    host.type("bundle:start " + KarafHost.ECHO);

    awaitEcho();
    host.awaitLine("sluice:list", RUNNING);
  }

  @Test
  public void anUpdatedPluginConnectsAnew() throws Exception {
    connectThenType("bundle:update " + KarafHost.ECHO);

    awaitEcho();
    assertEquals(1, gateway.openConnections());
  }

  @Test
  public void aRefreshedPluginConnectsAnew() throws Exception {
    connectThenType("bundle:refresh " + KarafHost.ECHO);

    awaitEcho();
    assertEquals(1, gateway.openConnections());
  }

  @Test
  public void aRefreshOfTheApiBringsHostAndPluginBack() throws Exception {
    connectThenType("bundle:refresh io.sluice.api");

    awaitEcho();
    assertEquals(1, gateway.openConnections());
    host.awaitLine("sluice:list", RUNNING);
  }

  @Test
  public void aStoppedPluginSaysGoodbyeAndWaitsForItsStart() throws Exception {
    connectThenType("bundle:stop " + KarafHost.ECHO);

    host.awaitLine("sluice:connections", "^no connection");
    host.awaitLine("sluice:list", "its bundle is RESOLVED; start bundle \\d+$");
    assertEquals(0, gateway.openConnections());
  }

  @Test
  public void anUninstalledPluginSaysGoodbyeAndIsForgotten() throws Exception {
    connectThenType("bundle:uninstall " + KarafHost.ECHO);

    host.awaitLine("sluice:connections", "^no connection");
    host.awaitLine("sluice:list", "^no plugin is installed$");
    assertEquals(0, gateway.openConnections());
  }

  /** Types a command that ends the plugin's connection in order. */
  private void connectThenType(String command) throws Exception {
    host.startEcho();
    grant();
    TestPeer peer = awaitEcho();

    host.type(command);

    assertEquals(1001, peer.awaitClose().closeCode());
    peer.awaitEnd();
  }
}
