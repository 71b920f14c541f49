// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** Who may change what by JMX. */
public class JmxRolesIT extends KarafTest {

  private static final String GRANT = "io.sluice.grant~" + KarafHost.ECHO;
  private static final String LIMITS = "io.sluice.websocket";

  private TestPeer peer;

  @Before
  public void grantAndConnect() throws Exception {
    host.startEcho();
    grant();
    peer = awaitEcho();
  }

  private static Map<String, ThrowingRunnable> changes(Jmx jmx, String pid) throws Exception {
    Map<String, String> values = new HashMap<>(Map.of("plugin", "other"));
    Object table = jmx.configurationAdmin("getProperties", "String", GRANT);
    Map<String, ThrowingRunnable> changes = new HashMap<>();
    changes.put("update", () -> jmx.configurationAdmin("update", "String,TabularData", pid, table));
    changes.put(
        "updateForLocation",
        () ->
            jmx.configurationAdmin(
                "updateForLocation", "String,String,TabularData", pid, "?", table));
    changes.put("delete", () -> jmx.configurationAdmin("delete", "String", pid));
    changes.put(
        "deleteForLocation",
        () -> jmx.configurationAdmin("deleteForLocation", "String,String", pid, "?"));
    changes.put(
        "deleteConfigurations",
        () ->
            jmx.configurationAdmin("deleteConfigurations", "String", "(service.pid=" + pid + ")"));
    changes.put("config create", () -> jmx.config("create", "String", pid));
    changes.put("config delete", () -> jmx.config("delete", "String", pid));
    changes.put("config update", () -> jmx.config("update", "String,Map", pid, values));
    changes.put(
        "config setProperty",
        () -> jmx.config("setProperty", "String,String,String", pid, "plugin", "other"));
    changes.put(
        "config appendProperty",
        () -> jmx.config("appendProperty", "String,String,String", pid, "plugin", "other"));
    changes.put(
        "config deleteProperty",
        () -> jmx.config("deleteProperty", "String,String", pid, "plugin"));
    return changes;
  }

  private static Map<String, ThrowingRunnable> creations(Jmx jmx, String factory) {
    return Map.of(
        "createFactoryConfiguration",
        () -> jmx.configurationAdmin("createFactoryConfiguration", "String", factory),
        "createFactoryConfigurationForLocation",
        () ->
            jmx.configurationAdmin(
                "createFactoryConfigurationForLocation", "String,String", factory, "?"));
  }

  private void requireRefused(String user) throws Exception {
    try (Jmx jmx = host.jmxAs(user)) {
      for (String pid : List.of(GRANT, LIMITS)) {
        changes(jmx, pid).forEach((name, each) -> requireRefused(name + " of " + pid, each));
      }
      for (String factory : List.of("io.sluice.grant", "io.sluice.outbound.proxy")) {
        creations(jmx, factory)
            .forEach((name, each) -> requireRefused(name + " of " + factory, each));
      }
    }
    host.awaitLine("sluice:grants", GRANT + " +in force$");
    assertTrue(peer.isOpen());
  }

  private static void requireRefused(String what, ThrowingRunnable change) {
    assertThrows(what, SecurityException.class, change);
  }

  @Test
  public void aViewerMayChangeNothing() throws Exception {
    requireRefused("viewer");
  }

  @Test
  public void aManagerMayChangeNothingOfTheHosts() throws Exception {
    requireRefused("manager");
  }

  @Test
  public void aManagerMayChangeWhatIsNotTheHosts() throws Exception {
    String pid = "com.example.other";
    try (Jmx jmx = host.jmxAs("manager")) {
      jmx.config("create", "String", pid);
      jmx.config("setProperty", "String,String,String", pid, "key", "value");
      jmx.config("delete", "String", pid);
    }
  }

  @Test
  public void aViewerMayLook() throws Exception {
    try (Jmx jmx = host.jmxAs("viewer")) {
      Map<?, ?> grant = (Map<?, ?>) jmx.config("listProperties", "String", GRANT);

      assertEquals(KarafHost.ECHO, grant.get("plugin"));
    }
  }

  @Test
  public void anAdministratorMayRevoke() throws Exception {
    try (Jmx jmx = host.jmxAs("admin")) {
      jmx.config("delete", "String", GRANT);
    }

    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitLine("sluice:grants", "^nothing is granted");
  }

  @Test
  public void anAdministratorMayGrant() throws Exception {
    try (Jmx jmx = host.jmxAs("admin")) {
      jmx.config("setProperty", "String,String,String", GRANT, "deny", "ws://*:*");
      assertEquals(1008, peer.awaitClose().closeCode());

      jmx.config("deleteProperty", "String,String", GRANT, "deny");
    }

    awaitEcho();
  }
}
