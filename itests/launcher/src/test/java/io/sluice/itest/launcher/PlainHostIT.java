// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;

/** The plain host, and the files of its working folder. */
public class PlainHostIT extends ProcessTest {

  private static final String UP = "Sluice \\S+ takes";
  private static final int SIGTERM = 128 + 15;

  @Test
  public void itSaysWhereItTakesWhatFrom() throws Exception {
    SluiceProcess host = start();

    host.awaitOut("and logs to +standard error");

    Path real = folder.toRealPath();
    assertTrue(host.out(), host.out().contains("plugins from  " + real.resolve("plugins")));
    assertTrue(host.out(), host.out().contains("grants from   " + real.resolve("etc")));
    assertTrue(Files.isDirectory(folder.resolve("etc")));
    assertTrue(Files.isDirectory(folder.resolve("plugins")));
  }

  @Test
  public void aPluginAndItsGrantThatAreThereBeforeTheStartConnect() throws Exception {
    dropEcho();
    grantEcho();

    start();

    awaitEcho();
  }

  @Test
  public void aPluginAndItsGrantThatComeAfterTheStartConnect() throws Exception {
    SluiceProcess host = start();
    host.awaitOut(UP);

    dropEcho();
    grantEcho();

    awaitEcho();
  }

  @Test
  public void aRemovedGrantClosesTheConnection() throws Exception {
    dropEcho();
    Path grant = grantEcho();
    start();
    TestPeer peer = awaitEcho();

    Files.delete(grant);

    assertEquals(1008, peer.awaitClose().closeCode());
    peer.awaitEnd();
  }

  @Test
  public void aRemovedPluginSaysGoodbye() throws Exception {
    Path jar = dropEcho();
    grantEcho();
    start();
    TestPeer peer = awaitEcho();

    Files.delete(jar);

    assertEquals(1001, peer.awaitClose().closeCode());
    peer.awaitEnd();
  }

  @Test
  public void aTerminatedHostSaysGoodbyeToItsPeers() throws Exception {
    dropEcho();
    grantEcho();
    SluiceProcess host = start();
    TestPeer peer = awaitEcho();

    host.terminate();

    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals(SIGTERM, host.awaitExit());
    assertTrue(host.err(), host.err().contains("websocket down"));
  }

  @Test
  public void aSecondStartInTheSameFolderConnectsAgain() throws Exception {
    dropEcho();
    grantEcho();
    SluiceProcess first = start();
    awaitEcho();
    first.terminate();
    first.awaitExit();

    start();

    awaitEcho();
  }

  @Test
  public void theEndOfTheInputDoesNotStopIt() throws Exception {
    SluiceProcess host = start();
    host.endInput();
    host.awaitOut(UP);

    dropEcho();
    grantEcho();

    awaitEcho();
    assertTrue(host.isAlive());
  }

  @Test
  public void aGrantWithABadValueIsRefusedAndTheLogSaysWhy() throws Exception {
    etc(
        "io.sluice.grant-echo.cfg",
        "plugin = io.sluice.fixture.echo",
        "host_api.websocket = ws://127.0.0.1:99999");
    SluiceProcess host = start();

    host.awaitErr(
        "WARN .*code=grant_refused .*io.sluice.grant~echo is refused as a whole: "
            + "host_api.websocket");
  }

  @Test
  public void aFileThatIsNoConfigurationIsNamedInTheLogAndDisturbsNoOther() throws Exception {
    Path broken = etc("io.sluice.grant-broken.cfg", "plugin = \\u00zz");
    dropEcho();
    grantEcho();

    SluiceProcess host = start();

    awaitEcho();
    host.awaitErr(Pattern.quote("Failed to install artifact: " + broken.toRealPath()));
  }

  @Test
  public void aJarThatIsNoBundleIsNamedInTheLog() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Path stray = Files.writeString(plugins.resolve("stray.jar"), "no jar");

    SluiceProcess host = start();

    host.awaitErr(Pattern.quote("file=" + stray.toRealPath() + " is left alone"));
  }

  @Test
  public void aWorkingFolderThatCannotBeUsedEndsItWithOneAndSaysWhich() throws Exception {
    Path etc = Files.writeString(folder.resolve("etc"), "no folder");

    SluiceProcess host = start();

    assertEquals(1, host.awaitExit());
    assertEquals("", host.out());
    assertEquals(etc.toRealPath() + " is no folder, or cannot be made", host.err().strip());
  }

  @Test
  public void theLogHasNoNoise() throws IOException {
    dropEcho();
    grantEcho();
    SluiceProcess host = start();
    host.awaitOut(UP);

    for (String word : new String[] {" ERROR ", " WARN ", "Exception", "SLF4J"}) {
      assertFalse(host.err(), host.err().contains(word));
    }
  }

  @Test
  public void aLogOfEverythingHoldsNothingOfWhatGoesOverTheWire() throws Exception {
    String level = "-Dorg.slf4j.simpleLogger.";
    dropEcho();
    grantEcho();
    SluiceProcess host =
        start(
            List.of(level + "defaultLogLevel=debug", level + "log.org.eclipse.jetty=debug"),
            List.of());
    TestPeer peer = gateway.awaitPeer();

    peer.send("what nobody is to read");

    assertEquals("what nobody is to read", peer.awaitText());
    host.awaitErr(" DEBUG org\\.eclipse\\.jetty\\.util\\.");
    for (String trace : List.of("nobody", "Upgrade: websocket", "Sec-WebSocket-Key")) {
      assertFalse(trace, host.err().contains(trace));
    }
  }

  private TestPeer awaitEcho() throws Exception {
    TestPeer peer = gateway.awaitPeer();
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
    return peer;
  }
}
