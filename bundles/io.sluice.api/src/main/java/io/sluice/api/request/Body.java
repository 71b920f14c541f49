// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request or an answer. It is immutable, and shows no content when it is printed.
 */
public final class Body {

  /** No bytes. */
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Makes a body of bytes.
   *
   * @param bytes the bytes, which are copied
   * @return the body
   */
  public static Body of(byte[] bytes) {
    return new Body(requireNonNull(bytes, "bytes").clone());
  }

  /**
   * Makes a body of a text.
   *
   * @param text the text, which is written in UTF-8
   * @return the body
   */
  public static Body of(String text) {
    return new Body(requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * How long it is.
   *
   * @return the number of bytes
   */
  public int size() {
    return bytes.length;
  }

  /**
   * The bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The bytes as a text.
   *
   * @return the text, read as UTF-8 whatever a header says; what is no UTF-8 is replaced by U+FFFD
   */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Shows the length alone. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
