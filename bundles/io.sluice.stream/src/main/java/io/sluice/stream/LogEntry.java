// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;

/** An event in the log, encoded once for all who follow. It is immutable. */
public final class LogEntry {

  private final long position;
  private final long atNanos;
  private final long end;
  private final byte[] frame;
  private final int payloadAt;

  /**
   * Wires the parts.
   *
   * @param position its number, from 1
   * @param atNanos when it was appended
   * @param end how many bytes the log has taken in all, with this one
   * @param frame the whole frame, in UTF-8, which is the entry's from now on
   * @param payloadAt where in it the payload begins, which goes up to the last byte but one
   */
  LogEntry(long position, long atNanos, long end, byte[] frame, int payloadAt) {
    this.position = position;
    this.atNanos = atNanos;
    this.end = end;
    this.frame = frame;
    this.payloadAt = payloadAt;
  }

  /**
   * Its number in the log.
   *
   * @return the position, from 1
   */
  public long position() {
    return position;
  }

  long atNanos() {
    return atNanos;
  }

  long end() {
    return end;
  }

  int bytes() {
    return frame.length;
  }

  /**
   * The frame as it goes to clients.
   *
   * @return UTF-8, read-only
   */
  public ByteBuffer frame() {
    return ByteBuffer.wrap(frame).asReadOnlyBuffer();
  }

  /**
   * The same frame with another event in it.
   *
   * @param payload the event's JSON in UTF-8
   * @return UTF-8
   */
  public ByteBuffer frameWith(byte[] payload) {
    ByteBuffer other = ByteBuffer.allocate(payloadAt + payload.length + 1);
    return other.put(frame, 0, payloadAt).put(payload).put((byte) '}').flip();
  }

  /**
   * The event alone.
   *
   * @return its JSON in UTF-8, read-only
   */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(frame, payloadAt, frame.length - 1 - payloadAt).asReadOnlyBuffer();
  }
}
