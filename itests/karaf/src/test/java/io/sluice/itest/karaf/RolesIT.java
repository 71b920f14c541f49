// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestPeer;
import org.junit.Before;
import org.junit.Test;

/** Who may type what. */
public class RolesIT extends KarafTest {

  private static final String VIEWER = "viewer";

  /** A command that is not there yet looks like one that is hidden. */
  @Before
  public void awaitCommandsAndStartThePlugin() throws Exception {
    host.awaitCommand("config", "property-set");
    for (String name : new String[] {"grant", "revoke", "restart"}) {
      host.awaitCommand("sluice", name);
    }
    host.startEcho();
  }

  @Test
  public void aViewerMayLook() throws Exception {
    for (String command :
        new String[] {
          "list",
          "show " + KarafHost.ECHO,
          "connections",
          "diagnostics",
          "commands",
          "grants",
          "limits"
        }) {
      String printed = host.typeAs("sluice:" + command, VIEWER);
      assertTrue(command + " printed nothing", !printed.isBlank());
    }
  }

  @Test
  public void aViewerMayNotGrant() {
    assertHidden("sluice:grant", KarafHost.ECHO + " port=" + gateway.port());

    host.awaitLine("sluice:grants", "^nothing is granted");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aViewerMayNotRevoke() throws Exception {
    grant();
    TestPeer peer = awaitEcho();

    assertHidden("sluice:revoke", KarafHost.ECHO);

    host.awaitLine("sluice:grants", "in force$");
    assertTrue(peer.isOpen());
  }

  @Test
  public void aViewerMayNotRestart() {
    assertHidden("sluice:restart", KarafHost.ECHO);
  }

  /** Karaf does not let somebody know of a command that he may not type. */
  private void assertHidden(String command, String arguments) {
    Exception refused =
        assertThrows(Exception.class, () -> host.typeAs(command + " " + arguments, VIEWER));

    assertEquals("Command not found: " + command, refused.getMessage());
  }

  @Test
  public void aManagerMayNotGrantByWritingTheConfiguration() {
    String command = "config:property-set -p io.sluice.grant~chat plugin " + KarafHost.ECHO;

    assertThrows(SecurityException.class, () -> host.typeAs(command, "manager", VIEWER));

    host.awaitLine("sluice:grants", "^nothing is granted");
  }

  @Test
  public void anAdministratorMayGrant() throws Exception {
    host.typeAs(
        "sluice:grant " + KarafHost.ECHO + " port=" + gateway.port() + " --address 127.0.0.0/8",
        "admin",
        VIEWER);

    awaitEcho();
  }
}
