// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A secret that is kept in a file of Karaf's, and a log of everything. */
public class SecretsIT extends KarafTest {

  private static final String CANARY = "Zq7XwZq7XwZq7XwZq7Xw";
  private static final String GRANT = "io.sluice.grant~canary";
  private static final String PLACEHOLDER = "$[secret:sluice-canary]";

  private Path secret;

  @Before
  public void keepASecretAndLogEverything() throws Exception {
    Path grant = KarafHost.grantFile("canary");
    secret = Files.writeString(grant.resolveSibling("sluice-canary"), CANARY);
    host.awaitLogging();
    host.type("log:set DEBUG");
    host.type("log:set DEBUG org.eclipse.jetty");
    KarafHost.writeGrant(grant, gateway.port());
    Files.writeString(grant, "secret.token = " + PLACEHOLDER + "\n", StandardOpenOption.APPEND);
    host.startEcho();
    awaitEcho();
  }

  @After
  public void logAsBefore() throws Exception {
    host.type("log:set DEFAULT org.eclipse.jetty");
    host.type("log:set INFO");
    Files.deleteIfExists(secret);
  }

  private static String log() throws IOException {
    return Files.readString(Path.of(System.getProperty("karaf.log"), "karaf.log"));
  }

  @Test
  public void noCommandOfOursAndNoLogShowsTheSecret() throws Exception {
    host.awaitLine("sluice:grants --json", "\"token\"");
    for (String command :
        List.of(
            "sluice:grants",
            "sluice:grants --json",
            "sluice:show " + KarafHost.ECHO + " --json",
            "sluice:explain " + KarafHost.ECHO + " --json",
            "sluice:diagnostics --json",
            "log:display")) {
      assertFalse(command, host.type(command).contains(CANARY));
    }
    assertFalse(log().contains(CANARY));
  }

  /** Karaf fills placeholders in before it prints them. */
  @Test
  public void onlyAnAdministratorMayListConfigurations() throws Exception {
    assertTrue(host.typeAs("config:list", "admin", "viewer").contains(GRANT));
    for (String command : List.of("config:list", "config:property-list -p " + GRANT)) {
      assertThrows(command, Exception.class, () -> host.typeAs(command, "viewer"));
      assertThrows(command, Exception.class, () -> host.typeAs(command, "manager", "viewer"));
    }
  }

  @Test
  public void aViewerSeesThePlaceholderByJmx() throws Exception {
    try (Jmx jmx = host.jmxAs("viewer")) {
      String properties = String.valueOf(jmx.config("listProperties", "String", GRANT));
      String table = String.valueOf(jmx.configurationAdmin("getProperties", "String", GRANT));

      assertTrue(properties, properties.contains(PLACEHOLDER));
      assertTrue(table, table.contains(PLACEHOLDER));
      assertFalse(properties + table, (properties + table).contains(CANARY));
    }
  }

  @Test
  public void whatGoesOverTheWireIsNotInTheLog() throws Exception {
    String log = log();

    assertTrue("nothing was logged at DEBUG", log.contains("DEBUG"));
    for (String trace : List.of("Sec-WebSocket-Key", "Upgrade: websocket", "<<<")) {
      assertFalse(trace, log.contains(trace));
    }
  }
}
