// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Bundle;

/** The entries of an installed bundle. To read them does not resolve it. */
final class InstalledContents implements BundleContents {

  private final SortedMap<String, URL> entries = new TreeMap<>();

  InstalledContents(Bundle bundle) {
    collect(bundle, "/");
  }

  private void collect(Bundle bundle, String folder) {
    Enumeration<String> paths = bundle.getEntryPaths(folder);
    if (paths == null) {
      return;
    }
    for (String path : Collections.list(paths)) {
      URL entry = bundle.getEntry(path);
      if (path.endsWith("/")) {
        collect(bundle, path);
      } else if (entry != null) {
        entries.put(path, entry);
      }
    }
  }

  @Override
  public SortedSet<String> paths() {
    return new TreeSet<>(entries.keySet());
  }

  @Override
  public InputStream open(String path) throws IOException {
    URL entry = entries.get(path);
    if (entry == null) {
      throw new FileNotFoundException(path);
    }
    return entry.openStream();
  }
}
