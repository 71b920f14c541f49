// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** The demo that plays by itself. */
public class DemoIT extends ProcessTest {

  private static final List<String> COMMANDS =
      List.of(
          "sluice:list",
          "sluice:show io.sluice.example.mirror",
          "sluice:grant io.sluice.example.mirror port=$(demo:port) --address 127.0.0.0/8",
          "sluice:connections",
          "demo:gateway",
          "sluice:commands io.sluice.example.mirror",
          "sluice:list",
          "sluice:revoke io.sluice.example.mirror",
          "demo:gateway",
          "sluice:list",
          "sluice:grant io.sluice.example.mirror port=$(demo:port) --address 127.0.0.0/8",
          "sluice:connections",
          "stop $(demo:plugin)",
          "sluice:connections",
          "demo:gateway",
          "sluice:diagnostics");

  @Test
  public void itShowsEachStepAndEndsWithZero() throws Exception {
    SluiceProcess demo = start("--demo", "--once");

    int code = demo.awaitExit();
    assertEquals(demo.out() + demo.err(), 0, code);
    List<String> lines = demo.out().lines().toList();
    assertEquals(
        COMMANDS,
        lines.stream()
            .filter(line -> line.startsWith("g! "))
            .map(line -> line.substring(3))
            .toList());
    assertEquals("Each step happened.", lines.get(lines.size() - 1));
    assertEquals("", demo.err());
  }

  @Test
  public void itLeavesNothingInTheWorkingFolder() throws Exception {
    SluiceProcess demo = start("--demo", "--once");

    demo.awaitExit();
    try (Stream<?> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  public void aStepThatDoesNotHappenEndsItWithOneAndSaysWhich() throws Exception {
    // No step connects against it, whether it comes into force before the first step or after it.
    etc(
        "io.sluice.grant-never.cfg",
        "plugin = io.sluice.example.mirror",
        "param.port = 9",
        "deny = ws://127.0.0.1:*");

    SluiceProcess demo =
        start(
            List.of(
                "-Dfelix.fileinstall.dir=etc",
                "-Dfelix.fileinstall.noInitialDelay=true",
                "-Dfelix.fileinstall.enableConfigSave=false"),
            List.of("--demo", "--once"));

    int code = demo.awaitExit();
    assertEquals(demo.out(), 1, code);
    List<String> lines = demo.out().lines().toList();
    String last = lines.get(lines.size() - 1);
    assertTrue(last, last.matches("A step did not happen: sluice:\\S.* did not print .+"));
  }
}
