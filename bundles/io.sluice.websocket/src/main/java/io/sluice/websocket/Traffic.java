// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what goes over a connection. What comes in is counted by the one thread that reads at a
 * time, and read by anybody: opaque access is enough for that, and costs nothing.
 */
final class Traffic {

  private static final VarHandle FRAMES_IN = handle("framesIn");
  private static final VarHandle BYTES_IN = handle("bytesIn");

  private long framesIn;
  private long bytesIn;
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder unsupportedFrames = new LongAdder();
  private final LongAdder pauses = new LongAdder();
  private final LongAdder sendFailures = new LongAdder();

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

  void sent(int bytes) {
    framesOut.increment();
    bytesOut.add(bytes);
  }

  void skippedBinary() {
    unsupportedFrames.increment();
  }

  void paused() {
    pauses.increment();
  }

  void sendsFailed(int texts) {
    sendFailures.add(texts);
  }

  long framesIn() {
    return (long) FRAMES_IN.getOpaque(this);
  }

  long bytesIn() {
    return (long) BYTES_IN.getOpaque(this);
  }

  long framesOut() {
    return framesOut.sum();
  }

  long bytesOut() {
    return bytesOut.sum();
  }

  long unsupportedFrames() {
    return unsupportedFrames.sum();
  }

  long pauses() {
    return pauses.sum();
  }

  long sendFailures() {
    return sendFailures.sum();
  }
}
