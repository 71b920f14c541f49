// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Test;

/** The shell that there is at a terminal. */
public class TerminalIT extends ProcessTest {

  private static final String PROMPT = "g! ";

  @Before
  public void requireTerminal() {
    assumeTrue("there is no /usr/bin/script", SluiceProcess.hasTerminal());
  }

  @Test
  public void whatTheDemoTellsToTypeWorks() throws Exception {
    SluiceProcess demo = startAtTerminal("--demo");
    demo.awaitOut(PROMPT);

    demo.type("sluice:list\n");
    demo.awaitOut("no grant names it; sluice:grant io.sluice.example.mirror\\R");
    demo.type("sluice:grant io.sluice.example.mirror port=$(demo:port) --address 127.0.0.0/8\n");
    demo.awaitOut("granted in io.sluice.grant~io.sluice.example.mirror, and in force");
    demo.type("sluice:revoke io.sluice.example.mirror\n");
    demo.awaitOut("revoked in io.sluice.grant~io.sluice.example.mirror, and in force");
    demo.type("exit\n");

    int code = demo.awaitExit();
    assertEquals(demo.out(), 0, code);
  }

  /** Starts the demo, and follows its worker. */
  private SluiceProcess startFollowing() throws Exception {
    SluiceProcess demo = startAtTerminal("--demo");
    demo.awaitOut(PROMPT);
    demo.type("sluice:follow io.sluice.example.worker\n");
    demo.awaitOut("text_delta run_id=");
    return demo;
  }

  /** The shell takes a command that lists the workers, and then ends in good order. */
  private static void requireShell(SluiceProcess demo, String workers) throws Exception {
    demo.type(workers);
    demo.awaitOut("WORKER +VERSION");
    demo.type("exit\n");
    assertEquals(demo.out(), 0, demo.awaitExit());
  }

  @Test
  public void controlCEndsFollowingAndNotTheHost() throws Exception {
    SluiceProcess demo = startFollowing();

    demo.type("\u0003");
    demo.awaitOut("\\^C");
    // The thread that waits for a key takes the first one.
    requireShell(demo, " sluice:workers\n");
  }

  @Test
  public void enterEndsFollowing() throws Exception {
    SluiceProcess demo = startFollowing();

    demo.type("\n");
    requireShell(demo, "sluice:workers\n");
  }

  @Test
  public void theLogOfThePlainHostGoesToAFile() throws Exception {
    SluiceProcess host = startAtTerminal();
    host.awaitOut(PROMPT);

    Path log = folder.toRealPath().resolve("sluice.log");
    assertTrue(host.out(), host.out().contains("and logs to     " + log));
    assertTrue(Files.readString(log).contains("websocket up"));
    assertFalse(host.out(), host.out().contains(" INFO "));
  }

  @Test
  public void aGrantOfTheShellIsAFileAndOutlivesTheHost() throws Exception {
    dropEcho();
    SluiceProcess first = startAtTerminal();
    first.awaitOut(PROMPT);
    first.type(
        "sluice:grant io.sluice.fixture.echo port=" + gateway.port() + " --address 127.0.0.0/8\n");
    first.awaitOut("and in force");
    gateway.awaitPeer();
    first.type("exit\n");
    assertEquals(0, first.awaitExit());

    assertTrue(
        Files.isRegularFile(folder.resolve("etc/io.sluice.grant-io.sluice.fixture.echo.cfg")));
    start();

    gateway.awaitPeer();
  }
}
