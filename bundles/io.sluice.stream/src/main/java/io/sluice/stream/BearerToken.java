// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A token that clients must show, or none. How long it takes to judge one tells nothing of it. */
public final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private final byte[] digest;

  /**
   * Keeps a digest of the token.
   *
   * @param token the token; empty for none
   */
  public BearerToken(String token) {
    this.digest = token.isEmpty() ? new byte[0] : digest(token);
  }

  /**
   * Tells whether one is asked for.
   *
   * @return whether there is a token
   */
  public boolean isThere() {
    return digest.length > 0;
  }

  /**
   * Judges a request.
   *
   * @param authorization the field {@code Authorization}, or null
   * @return whether it holds the token, or none is asked for
   */
  public boolean admits(@Nullable String authorization) {
    if (!isThere()) {
      return true;
    }
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(digest, digest(authorization.substring(SCHEME.length()).strip()));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BearerToken token && MessageDigest.isEqual(digest, token.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return isThere() ? "a token" : "no token";
  }
}
