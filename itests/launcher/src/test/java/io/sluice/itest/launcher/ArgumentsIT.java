// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** What is written behind the jar. */
public class ArgumentsIT extends ProcessTest {

  private static final String USAGE = "usage: java -jar sluice.jar [--demo [--once] | --help]";

  @Test
  public void helpIsPrintedAndNothingIsDone() throws Exception {
    SluiceProcess process = start("--help");

    assertEquals(0, process.awaitExit());
    assertEquals(USAGE, process.out().lines().findFirst().orElse(""));
    assertEquals("", process.err());
    assertNothingIsMade();
  }

  @Test
  public void anUnknownArgumentIsRefusedByName() throws Exception {
    assertRefused("unknown argument: --dmeo", "--dmeo");
  }

  @Test
  public void onceWithoutTheDemoIsRefused() throws Exception {
    assertRefused("--once goes with --demo", "--once");
  }

  private void assertRefused(String message, String... arguments) throws Exception {
    SluiceProcess process = start(arguments);

    assertEquals(2, process.awaitExit());
    assertEquals("", process.out());
    List<String> lines = process.err().lines().toList();
    assertEquals(message, lines.get(0));
    assertTrue(process.err(), lines.contains(USAGE));
    assertNothingIsMade();
  }

  private void assertNothingIsMade() throws Exception {
    try (Stream<?> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
