// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and judges the cursors of one stream. A cursor holds a format, the endpoint's number, the
 * log's epoch, the stream's fingerprint and a position, and is signed as a whole (HMAC-SHA-256, cut
 * to 128 bits): whoever changes a bit of it holds no cursor any more. Safe for use by many threads.
 */
public final class CursorSigner {

  private static final byte FORMAT = 1;
  private static final int SIGNED_BYTES = 1 + 4 * Long.BYTES;
  private static final int MAC_BYTES = 16;
  private static final int BYTES = SIGNED_BYTES + MAC_BYTES;
  private static final int MOST_CHARACTERS = 4 * ((BYTES + 2) / 3);
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final long instance;
  private final long epoch;
  private final long stream;
  private final Mac mac;

  /**
   * Wires the parts.
   *
   * @param secret the endpoint's
   * @param stream the worker, and all else that tells the stream apart
   * @param epoch a number that no log of the stream had before
   */
  public CursorSigner(CursorSecret secret, String stream, long epoch) {
    this.instance = secret.instance();
    this.epoch = epoch;
    this.stream = fingerprint(stream);
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key().bytes(), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing", e);
    }
  }

  private static long fingerprint(String stream) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(stream.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  /**
   * Makes a cursor.
   *
   * @param position the position of the last event that its holder received; 0 for none
   * @return the cursor, of characters that need no escape in a URL
   */
  public String sign(long position) {
    ByteBuffer cursor =
        ByteBuffer.allocate(BYTES)
            .put(FORMAT)
            .putLong(instance)
            .putLong(epoch)
            .putLong(stream)
            .putLong(position);
    cursor.put(mac(cursor.array()), 0, MAC_BYTES);
    return new String(ENCODER.encode(cursor.array()), StandardCharsets.ISO_8859_1);
  }

  private synchronized byte[] mac(byte[] cursor) {
    mac.update(cursor, 0, SIGNED_BYTES);
    return mac.doFinal();
  }

  /**
   * Judges a cursor. Whether what follows it is still there is for the log to say.
   *
   * @param cursor anything that a client sent
   * @return the position, if the cursor is one of this stream and this epoch
   */
  public CursorVerdict judge(String cursor) {
    byte[] bytes = decode(cursor);
    if (bytes.length != BYTES || bytes[0] != FORMAT) {
      return wrong(CursorFault.MALFORMED);
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes, 1, SIGNED_BYTES - 1);
    if (fields.getLong() != instance) {
      return wrong(CursorFault.OTHER_ENDPOINT);
    }
    byte[] expected = Arrays.copyOf(mac(bytes), MAC_BYTES);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, SIGNED_BYTES, BYTES))) {
      return wrong(CursorFault.FORGED);
    }
    long itsEpoch = fields.getLong();
    if (fields.getLong() != stream) {
      return wrong(CursorFault.OTHER_WORKER);
    }
    return itsEpoch == epoch
        ? new CursorVerdict.Valid(fields.getLong())
        : wrong(CursorFault.EARLIER_LIFE);
  }

  private static CursorVerdict wrong(CursorFault fault) {
    return new CursorVerdict.Wrong(fault);
  }

  /** The bytes of a text that is written in the one way that this writes; else none. */
  private static byte[] decode(String cursor) {
    if (cursor.length() > MOST_CHARACTERS) {
      return new byte[0];
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      return ENCODER.encodeToString(bytes).equals(cursor) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
