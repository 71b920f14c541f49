// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts what goes over a connection. What comes in is counted by the one thread that reads at a
 * time, and read by anybody: opaque access is enough for that, and costs nothing.
 */
final class Traffic {

  private static final VarHandle FRAMES_IN = handle("framesIn");
  private static final VarHandle BYTES_IN = handle("bytesIn");
  private static final VarHandle FRAMES_OUT = handle("framesOut");
  private static final VarHandle BYTES_OUT = handle("bytesOut");
  private static final VarHandle UNSUPPORTED_FRAMES = handle("unsupportedFrames");
  private static final VarHandle PAUSES = handle("pauses");
  private static final VarHandle SEND_FAILURES = handle("sendFailures");

  private long framesIn;
  private long bytesIn;
  private volatile long framesOut;
  private volatile long bytesOut;
  private volatile long unsupportedFrames;
  private volatile long pauses;
  private volatile long sendFailures;

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(Traffic.class, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Counts a frame that was read. On the reading thread. */
  void received(int bytes) {
    FRAMES_IN.setOpaque(this, framesIn + 1);
    BYTES_IN.setOpaque(this, bytesIn + bytes);
  }

  private void add(VarHandle counter, long number) {
    long unused = (long) counter.getAndAdd(this, number);
  }

  void sent(int bytes) {
    add(FRAMES_OUT, 1);
    add(BYTES_OUT, bytes);
  }

  void skippedBinary() {
    add(UNSUPPORTED_FRAMES, 1);
  }

  void paused() {
    add(PAUSES, 1);
  }

  void sendsFailed(int texts) {
    add(SEND_FAILURES, texts);
  }

  long framesIn() {
    return (long) FRAMES_IN.getOpaque(this);
  }

  long bytesIn() {
    return (long) BYTES_IN.getOpaque(this);
  }

  long framesOut() {
    return framesOut;
  }

  long bytesOut() {
    return bytesOut;
  }

  long unsupportedFrames() {
    return unsupportedFrames;
  }

  long pauses() {
    return pauses;
  }

  long sendFailures() {
    return sendFailures;
  }
}
