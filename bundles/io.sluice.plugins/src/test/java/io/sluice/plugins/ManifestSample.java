// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A manifest among the test's resources; a bad one has the expected message beside it. */
record ManifestSample(Path file) {

  /** The reader and the schema accept it. */
  static final String GOOD = "good";

  /** The reader and the schema refuse it. */
  static final String BAD = "bad";

  /** The reader refuses it for something that a schema cannot tell. */
  static final String BAD_BEYOND_SCHEMA = "bad-beyond-schema";

  static final List<String> FOLDERS = List.of(GOOD, BAD, BAD_BEYOND_SCHEMA);

  private static final Path ROOT = Path.of("src/test/resources/manifests");
  private static final String JSON = ".json";
  private static final String MESSAGE = ".txt";

  static List<ManifestSample> all() {
    return FOLDERS.stream().flatMap(ManifestSample::in).toList();
  }

  static Stream<ManifestSample> in(String folder) {
    return names(folder, JSON)
        .map(name -> new ManifestSample(ROOT.resolve(folder).resolve(name + JSON)));
  }

  /** The names of the messages in a folder, each of which is to belong to a sample. */
  static Stream<String> messages(String folder) {
    return names(folder, MESSAGE);
  }

  private static Stream<String> names(String folder, String ending) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String folder() {
    return String.valueOf(file.getName(file.getNameCount() - 2));
  }

  String name() {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - JSON.length());
  }

  byte[] json() throws IOException {
    return Files.readAllBytes(file);
  }

  /** What the reader says of a bad one, one line. */
  String message() throws IOException {
    return Files.readString(file.resolveSibling(name() + MESSAGE)).stripTrailing();
  }

  @Override
  public String toString() {
    return folder() + "/" + name();
  }
}
