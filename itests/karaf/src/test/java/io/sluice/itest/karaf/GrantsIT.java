// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.Test;

/** Grants in files and grants of the shell, and their end. */
public class GrantsIT extends KarafTest {

  private static final String NO_GRANT = "no grant names it; sluice:grant " + KarafHost.ECHO + "$";

  @Test
  public void aFileConnects() throws Exception {
    host.startEcho();

    KarafHost.writeGrant(KarafHost.grantFile("chat"), gateway.port());

    awaitEcho();
    host.awaitLine("sluice:grants", "^" + KarafHost.ECHO + " +io.sluice.grant~chat +in force$");
  }

  @Test
  public void aDeletedFileClosesTheConnection() throws Exception {
    Path file = KarafHost.grantFile("chat");
    KarafHost.writeGrant(file, gateway.port());
    host.startEcho();
    TestPeer peer = awaitEcho();

    Files.delete(file);

    assertEquals(1008, peer.awaitClose().closeCode());
    peer.awaitEnd();
    host.awaitLine("sluice:list", NO_GRANT);
  }

  @Test
  public void aFileWithABadValueIsRefusedAndConnectsNothing() throws Exception {
    host.startEcho();

    Files.write(
        KarafHost.grantFile("chat"),
        List.of(
            "plugin = " + KarafHost.ECHO,
            "host_api.websocket = ws://127.0.0.1:" + gateway.port() + "/a;b",
            "ingress = chat",
            "param.port = " + gateway.port()));

    host.awaitLine("sluice:grants", "io.sluice.grant~chat +REFUSED$");
    host.awaitLine("sluice:grants", "^ +refused = host_api.websocket");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantOfTheShellIsAFileThatAnOperatorCanEdit() throws Exception {
    host.startEcho();
    grant();
    TestPeer peer = awaitEcho();
    Path file = KarafHost.grantFile(KarafHost.ECHO);
    assertTrue(file.toString(), Files.isRegularFile(file));
    KarafHost.awaitWritten(file);

    Files.writeString(
        file, "\ndeny = ws://127.0.0.1:" + gateway.port() + "\n", StandardOpenOption.APPEND);

    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitLine("sluice:list", KarafHost.ECHO + " .* disabled ");
  }

  @Test
  public void aGrantOfTheShellSaysWhatItGrants() throws Exception {
    host.startEcho();

    String printed = grant();

    String target = "ws://127.0.0.1:" + gateway.port();
    assertEquals(
        List.of(
            "granting to io.sluice.fixture.echo:",
            "  host_api.websocket = " + target + "  (any path)",
            "  ingress = chat",
            "  addresses = 127.0.0.0/8",
            "  param.port = " + gateway.port(),
            "granted in io.sluice.grant~io.sluice.fixture.echo, and in force"),
        printed.lines().toList());
  }

  @Test
  public void aRevokeOfTheShellClosesTheConnection() throws Exception {
    host.startEcho();
    grant();
    TestPeer peer = awaitEcho();

    String printed = host.type("sluice:revoke " + KarafHost.ECHO);

    assertEquals(
        "revoked in io.sluice.grant~io.sluice.fixture.echo, and in force", printed.strip());
    assertEquals(1008, peer.awaitClose().closeCode());
    peer.awaitEnd();
    host.awaitLine("sluice:list", "ingress chat is not granted; sluice:grant");
  }

  @Test
  public void aRevokeOfTheShellIsWrittenIntoTheFile() throws Exception {
    Path file = KarafHost.grantFile("chat");
    KarafHost.writeGrant(file, gateway.port());
    host.startEcho();
    awaitEcho();

    host.type("sluice:revoke " + KarafHost.ECHO);

    Awaitility.await(file + " grants no target")
        .atMost(KarafHost.LIMIT)
        .until(() -> Files.readAllLines(file).stream().noneMatch(line -> line.contains("ws://")));
    assertTrue(Files.readAllLines(file).contains("param.port = " + gateway.port()));
  }
}
