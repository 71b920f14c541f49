// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
   * Takes the digest.
   *
   * @return {@code sha256:} and 64 lower-case hex digits
   */
  static String of(BundleContents contents) throws IOException {
    MessageDigest digest = sha256();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      for (String entry : contents.paths()) {
        byte[] path = entry.getBytes(StandardCharsets.UTF_8);
        out.writeInt(path.length);
        out.write(path);
        out.writeLong(copy(contents.open(entry), OutputStream.nullOutputStream()));
        copy(contents.open(entry), out);
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  /** Copies an entry, which may be larger than the heap, and returns its length. */
  private static long copy(InputStream entry, OutputStream out) throws IOException {
    try (entry) {
      return entry.transferTo(out);
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
