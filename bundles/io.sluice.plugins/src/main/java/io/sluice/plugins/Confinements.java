// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.roster.Confinement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the last answers, by the digest of what was read. Safe for use by many threads. */
final class Confinements {

  private static final int KEPT = 128;

  private final Map<String, Confinement> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Confinement> eldest) {
          return size() > KEPT;
        }
      };

  /** Reads without a lock: two who ask at once may both read. */
  Confinement of(String digest, Supplier<BundleContents> contents) {
    synchronized (kept) {
      Confinement known = kept.get(digest);
      if (known != null) {
        return known;
      }
    }
    Confinement read = ConfinementReader.read(contents.get());
    synchronized (kept) {
      if (!digest.isEmpty()) {
        kept.put(digest, read);
      }
    }
    return read;
  }
}
