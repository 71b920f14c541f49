// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** The entries of a jar that is not installed. */
final class JarContents implements BundleContents {

  private final JarFile jar;

  JarContents(JarFile jar) {
    this.jar = jar;
  }

  @Override
  public SortedSet<String> paths() {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(ZipEntry::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public InputStream open(String path) throws IOException {
    ZipEntry entry = jar.getEntry(path);
    if (entry == null) {
      throw new FileNotFoundException(path);
    }
    return jar.getInputStream(entry);
  }
}
