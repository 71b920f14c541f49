// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.Confinement.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks through the class files of a bundle and of the jars in it, on its class path or not. It
 * reads so many classes and bytes and no more, and says so where there are more.
 */
final class ConfinementReader {

  private static final int MOST_CLASSES = 20_000;
  private static final int LARGEST_CLASS = 4 << 20;
  private static final long MOST_BYTES = 256L << 20;

  private final int mostClasses;
  private final Map<String, SortedSet<String>> reachedBy = new TreeMap<>();
  private final List<String> unread = new ArrayList<>();
  private int classes;
  private long bytesLeft = MOST_BYTES;

  private ConfinementReader(int mostClasses) {
    this.mostClasses = mostClasses;
  }

  static Confinement read(BundleContents contents) {
    return read(contents, MOST_CLASSES);
  }

  static Confinement read(BundleContents contents, int mostClasses) {
    ConfinementReader reader = new ConfinementReader(mostClasses);
    try {
      reader.readAll(contents);
    } catch (BoundReachedException e) {
      reader.unread(String.valueOf(e.getMessage()));
    }
    return reader.confinement();
  }

  /** There is more than is read. */
  private static final class BoundReachedException extends Exception {
    private static final long serialVersionUID = 1L;

    BoundReachedException(String message) {
      super(message);
    }
  }

  private void readAll(BundleContents contents) throws BoundReachedException {
    for (String path : contents.paths()) {
      if (isClass(path) || path.endsWith(".jar")) {
        try (InputStream in = contents.open(path)) {
          if (isClass(path)) {
            readClass(path, in);
          } else {
            readJar(path, in);
          }
        } catch (IOException | IllegalArgumentException e) {
          unread(path + ": " + e.getMessage());
        }
      }
    }
  }

  private static boolean isClass(String path) {
    return path.endsWith(".class");
  }

  private void readJar(String jar, InputStream in) throws IOException, BoundReachedException {
    ZipInputStream zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) {
      unread(jar + ": not a jar, or an empty one");
    }
    while (entry != null) {
      String path = jar + "!/" + entry.getName();
      if (isClass(path)) {
        readClass(path, zip);
      } else if (path.endsWith(".jar")) {
        unread(path + ": a jar in a jar in the bundle");
      }
      drain(zip);
      entry = zip.getNextEntry();
    }
  }

  private void readClass(String path, InputStream in) throws IOException, BoundReachedException {
    if (classes == mostClasses) {
      throw new BoundReachedException("all but the first " + mostClasses + " classes");
    }
    byte[] classFile = in.readNBytes(LARGEST_CLASS + 1);
    spend(classFile.length);
    if (classFile.length > LARGEST_CLASS) {
      unread(path + ": larger than " + LARGEST_CLASS + " bytes");
      return;
    }
    classes++;
    try {
      ClassNames names = ClassNames.read(classFile);
      names.reached().forEach(what -> note(what, names.name()));
    } catch (RuntimeException e) {
      // A class file that is made to break its readers breaks them in any way.
      unread(path + ": not a class file that can be read");
    }
  }

  /** What is left of an entry is inflated in any case: here, where that is bounded. */
  private void drain(InputStream in) throws IOException, BoundReachedException {
    byte[] buffer = new byte[8_192];
    int length = in.read(buffer);
    while (length >= 0) {
      spend(length);
      length = in.read(buffer);
    }
  }

  private void spend(long bytes) throws BoundReachedException {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw new BoundReachedException("what comes after the first " + MOST_BYTES + " bytes");
    }
  }

  private void note(String what, String by) {
    reachedBy.computeIfAbsent(what, key -> new TreeSet<>()).add(by);
  }

  private void unread(String line) {
    if (unread.size() < Confinement.MOST_UNREAD) {
      unread.add(line);
    }
  }

  private Confinement confinement() {
    return new Confinement(
        reachedBy.entrySet().stream()
            .limit(Confinement.MOST_FINDINGS)
            .map(
                each ->
                    new Finding(each.getKey(), each.getValue().first(), each.getValue().size() - 1))
            .toList(),
        classes,
        unread);
  }
}
