// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The digest of a bundle's contents. It is taken over the entries sorted by path, of each the path,
 * the length and the content; what the archive says beside that, such as times, is left out, so
 * that the same contents have the same digest however they were packed.
 *
 * <p>Path and length go in as big-endian numbers of 4 and 8 bytes and the path in UTF-8 between
 * them: length of path, path, length of content, content.
 */
final class BundleDigest {

  private BundleDigest() {}

  /**
   * Takes the digest. It does not resolve the bundle.
   *
   * @return {@code sha256:} and 64 lower-case hex digits
   */
  static String of(Bundle bundle) throws IOException {
    MessageDigest digest = sha256();
    SortedMap<String, URL> entries = new TreeMap<>();
    collect(bundle, "/", entries);
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      for (var entry : entries.entrySet()) {
        byte[] path = entry.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeInt(path.length);
        out.write(path);
        out.writeLong(copy(entry.getValue(), OutputStream.nullOutputStream()));
        copy(entry.getValue(), out);
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void collect(Bundle bundle, String folder, SortedMap<String, URL> entries) {
    Enumeration<String> paths = bundle.getEntryPaths(folder);
    if (paths == null) {
      return;
    }
    for (String path : Collections.list(paths)) {
      URL entry = bundle.getEntry(path);
      if (path.endsWith("/")) {
        collect(bundle, path, entries);
      } else if (entry != null) {
        entries.put(path, entry);
      }
    }
  }

  /** Copies an entry, which may be larger than the heap, and returns its length. */
  private static long copy(URL entry, OutputStream out) throws IOException {
    try (InputStream in = entry.openStream()) {
      return in.transferTo(out);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
