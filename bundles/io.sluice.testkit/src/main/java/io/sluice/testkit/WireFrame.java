// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame as it goes over the wire (RFC 6455, section 5.2). It is not checked: what is put in is
 * what is sent.
 */
public final class WireFrame {

  /** A fragment after the first. */
  public static final int CONTINUATION = 0;

  /** A text, or its first fragment. */
  public static final int TEXT = 1;

  /** A binary message, or its first fragment. */
  public static final int BINARY = 2;

  /** A close frame. */
  public static final int CLOSE = 8;

  /** A ping. */
  public static final int PING = 9;

  /** A pong. */
  public static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final long MOST_BYTES = 1L << 28;

  private final int opcode;
  private final boolean last;
  private final byte[] payload;

  /**
   * Makes a frame.
   *
   * @param opcode the opcode
   * @param last whether it is the last fragment of its message
   * @param payload what it carries
   */
  public WireFrame(int opcode, boolean last, byte[] payload) {
    this.opcode = opcode;
    this.last = last;
    this.payload = payload.clone();
  }

  /**
   * Makes a whole text.
   *
   * @param text the text
   * @return a frame that holds it
   */
  public static WireFrame text(String text) {
    return new WireFrame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes a close frame.
   *
   * @param code the status code
   * @param reason the reason
   * @return a frame that holds them
   */
  public static WireFrame close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(Short.BYTES + text.length).putShort((short) code).put(text).array();
    return new WireFrame(CLOSE, true, payload);
  }

  /**
   * The opcode.
   *
   * @return a number from 0 to 15
   */
  public int opcode() {
    return opcode;
  }

  /**
   * Tells whether it is the last fragment of its message.
   *
   * @return whether its FIN bit is set
   */
  public boolean isLast() {
    return last;
  }

  /**
   * What it carries.
   *
   * @return a copy of the payload, unmasked
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * What it carries, as text.
   *
   * @return the payload, decoded as UTF-8
   */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /**
   * The status code of a close frame.
   *
   * @return the code, or 1005 if there is none (RFC 6455, section 7.1.5)
   */
  public int closeCode() {
    return payload.length < Short.BYTES
        ? 1005
        : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
  }

  /**
   * The reason of a close frame.
   *
   * @return the reason, empty if there is none
   */
  public String closeReason() {
    return payload.length < Short.BYTES
        ? ""
        : new String(payload, Short.BYTES, payload.length - Short.BYTES, StandardCharsets.UTF_8);
  }

  /**
   * The frame as a server sends it, without a mask.
   *
   * @return its bytes
   */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 10);
    bytes.write(opcode | (last ? FIN : 0));
    int length = payload.length;
    if (length < 126) {
      bytes.write(length);
    } else if (length <= 0xffff) {
      bytes.write(126);
      bytes.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) length).array());
    } else {
      bytes.write(127);
      bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  /**
   * Reads a frame as a client sends it, with a mask or without.
   *
   * @param in where to read from
   * @return the frame
   * @throws EOFException if the stream ends
   * @throws IOException if it cannot be read, or is longer than 256 MiB
   */
  static WireFrame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a frame of " + Long.toUnsignedString(length) + " bytes");
    }
    byte[] mask = new byte[4];
    if ((second & MASKED) != 0) {
      in.readFully(mask);
    }
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException("the stream ends within a frame");
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new WireFrame(first & 0x0f, (first & FIN) != 0, payload);
  }

  @Override
  public String toString() {
    return "WireFrame[opcode="
        + opcode
        + ", last="
        + last
        + ", payload="
        + (payload.length > 64 ? payload.length + " bytes" : Arrays.toString(payload))
        + "]";
  }
}
