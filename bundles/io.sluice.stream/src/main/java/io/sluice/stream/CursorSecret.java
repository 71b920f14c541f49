// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint signs its cursors with. It outlives a restart, so that a cursor of an earlier
 * life is not taken for a forgery.
 *
 * @param instance a number that no other endpoint has, no secret
 * @param key the key
 */
public record CursorSecret(long instance, Key key) {

  private static final int KEY_BYTES = 32;
  private static final int FILE_BYTES = Long.BYTES + KEY_BYTES;

  /** Refuses missing parts. */
  public CursorSecret {
    requireNonNull(key, "key");
  }

  /** A key that shows itself to nobody. */
  public static final class Key {

    private final byte[] bytes;

    private Key(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * Makes a new one.
   *
   * @param random where it comes from
   * @return the secret
   */
  public static CursorSecret random(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new CursorSecret(random.nextLong(), new Key(key));
  }

  /**
   * The same as {@link #at}, or, where nothing can be kept, one for this life alone.
   *
   * @param file the file, or null if there is no place for one
   * @param random where a new one comes from
   * @param lost is told why it will not outlive a restart
   * @return the secret
   */
  public static CursorSecret kept(
      @Nullable File file, SecureRandom random, Consumer<IOException> lost) {
    if (file == null) {
      return random(random);
    }
    try {
      return at(file.toPath(), random);
    } catch (IOException e) {
      lost.accept(e);
      return random(random);
    }
  }

  /**
   * Reads it from a file, or makes a new one and writes it there, for the file's owner alone. What
   * cannot be a secret is replaced.
   *
   * @param file the file
   * @param random where a new one comes from
   * @return the secret
   * @throws IOException if the file can neither be read nor written
   */
  public static CursorSecret at(Path file, SecureRandom random) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == FILE_BYTES) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      long instance = bytes.getLong();
      byte[] key = new byte[KEY_BYTES];
      bytes.get(key);
      return new CursorSecret(instance, new Key(key));
    }
    CursorSecret made = random(random);
    byte[] bytes =
        ByteBuffer.allocate(FILE_BYTES).putLong(made.instance()).put(made.key().bytes()).array();
    Path folder = requireNonNull(file.toAbsolutePath().getParent());
    Path written = Files.createTempFile(folder, "cursor", ".tmp", ownersAlone());
    Files.write(written, bytes);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    return made;
  }

  private static FileAttribute<?>[] ownersAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
