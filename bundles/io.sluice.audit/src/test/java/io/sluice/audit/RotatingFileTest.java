// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RotatingFileTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path file() {
    return temporary.getRoot().toPath().resolve("log/audit.log");
  }

  private void append(long maxBytes, int files, String... lines) throws IOException {
    try (RotatingFile file = new RotatingFile(file(), maxBytes, files)) {
      for (String line : lines) {
        file.append(line);
      }
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(file().resolveSibling(name));
  }

  private String[] names() {
    String[] names = temporary.getRoot().toPath().resolve("log").toFile().list();
    Arrays.sort(names);
    return names;
  }

  @Test
  public void linesAreAppendedToWhatIsThere() throws IOException {
    append(100, 3, "one");
    append(100, 3, "two");

    assertEquals(List.of("one", "two"), lines("audit.log"));
  }

  @Test
  public void aFullFileIsKeptUnderANumber() throws IOException {
    append(8, 3, "one", "two", "three");

    assertEquals(List.of("three"), lines("audit.log"));
    assertEquals(List.of("one", "two"), lines("audit.log.1"));
  }

  @Test
  public void soManyFilesAreKeptAndNoMore() throws IOException {
    append(4, 3, "1", "22", "33", "44", "55");

    assertArrayEquals(new String[] {"audit.log", "audit.log.1", "audit.log.2"}, names());
    assertEquals(List.of("55"), lines("audit.log"));
    assertEquals(List.of("33"), lines("audit.log.2"));
  }

  @Test
  public void aSingleFileBeginsAnew() throws IOException {
    append(4, 1, "11", "22");

    assertArrayEquals(new String[] {"audit.log"}, names());
    assertEquals(List.of("22"), lines("audit.log"));
  }

  @Test
  public void afterAFailureItIsTriedAnew() throws IOException {
    Files.createDirectories(file());
    RotatingFile rotating = new RotatingFile(file(), 100, 3);
    assertThrows(IOException.class, () -> rotating.append("lost"));
    Files.delete(file());
    rotating.append("one");
    rotating.close();

    assertEquals(List.of("one"), lines("audit.log"));
  }
}
