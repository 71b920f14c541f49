// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class GrantFileTest {

  private static final int KILLS = 10;
  private static final List<String> LINES = List.of("ingress = *", "plugin = org.example.chat");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder() {
    return temporary.getRoot().toPath();
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  public void theFileHasTheLinesAndTheNameThatFileInstallReads() throws Exception {
    Path file = GrantFile.create(folder(), "org.example.chat", LINES);

    assertEquals(folder().resolve("io.sluice.grant-org.example.chat.cfg"), file);
    assertEquals(LINES, Files.readAllLines(file));
  }

  @Test
  public void nothingElseIsLeftBehind() throws Exception {
    GrantFile.create(folder(), "org.example.chat", LINES);

    assertEquals(List.of("io.sluice.grant-org.example.chat.cfg"), names());
  }

  @Test
  public void aFolderThatIsMissingIsMade() throws Exception {
    Path file = GrantFile.create(folder().resolve("a/etc"), "org.example.chat", LINES);

    assertTrue(Files.isRegularFile(file));
  }

  @Test
  public void aFileThatIsThereIsNotOverwritten() throws Exception {
    Path file = GrantFile.create(folder(), "org.example.chat", LINES);

    IOException refusal =
        assertThrows(
            IOException.class,
            () -> GrantFile.create(folder(), "org.example.chat", List.of("plugin = other")));

    assertEquals(file + " is there already, but is not in force", refusal.getMessage());
    assertEquals(LINES, Files.readAllLines(file));
    assertEquals(1, names().size());
  }

  @Test
  public void aFileThatCannotBeWrittenLeavesNothingBehind() {
    assertThrows(
        IOException.class,
        () -> GrantFile.create(folder(), "org.example.chat", List.of("plugin = \u20ac")));

    assertEquals(List.of(), names());
  }

  @Test
  public void aFolderThatCannotBeWrittenIsAnError() throws Exception {
    Path noFolder = Files.createFile(folder().resolve("etc"));

    assertThrows(IOException.class, () -> GrantFile.create(noFolder, "org.example.chat", LINES));
  }

  @Test
  public void aProcessThatIsKilledWhileItWritesLeavesTheFileWhole() throws Exception {
    Path file = GrantFile.create(folder(), "org.example.chat", GrantFileWriter.LINES);
    for (int i = 0; i < KILLS; i++) {
      Process writer = GrantFileWriter.start(file);
      try {
        assertEquals(i + 1, writer.getInputStream().readNBytes(i + 1).length);
      } finally {
        writer.destroyForcibly();
      }
      assertTrue(writer.waitFor(20, SECONDS));

      List<String> lines = Files.readAllLines(file);
      assertEquals(GrantFileWriter.LINES, lines.subList(0, lines.size() - 1));
      assertTrue(lines.get(lines.size() - 1).startsWith("ingress = i"));
    }
  }

  @Test
  public void theFileAppearsWhole() throws Exception {
    List<String> lines = Collections.nCopies(2_000, "# a line of a file that takes a while");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch reading = new CountDownLatch(1);
      Future<List<Integer>> seen = executor.submit(() -> lineCountsUntilLast(reading));
      assertTrue(reading.await(20, SECONDS));
      for (int i = 0; i < 200; i++) {
        GrantFile.create(folder(), "plugin" + i, lines);
      }
      GrantFile.create(folder(), "last", lines);

      assertEquals(List.of(), seen.get(20, SECONDS));
    } finally {
      executor.shutdownNow();
      assertTrue(executor.awaitTermination(20, SECONDS));
    }
  }

  /** Reads each file as soon as it is there, and tells how long those were that were not whole. */
  private List<Integer> lineCountsUntilLast(CountDownLatch reading) throws IOException {
    List<Integer> torn = new ArrayList<>();
    List<String> read = new ArrayList<>();
    reading.countDown();
    while (!read.contains("io.sluice.grant-last.cfg") && !Thread.currentThread().isInterrupted()) {
      for (String name : names()) {
        if (name.endsWith(".cfg") && !read.contains(name)) {
          read.add(name);
          int count = Files.readAllLines(folder().resolve(name)).size();
          if (count != 2_000) {
            torn.add(count);
          }
        }
      }
    }
    return torn;
  }
}
