// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a follower sends, and takes further frames at once or when it is told to. */
final class HeldSink implements FollowerSink {

  private final List<StreamFrame> frames = new ArrayList<>();
  private final List<Integer> closeCodes = new ArrayList<>();
  private @Nullable Follower writer;
  private volatile boolean stuck;

  /** Takes nothing any more, until it is let go. */
  void stick() {
    stuck = true;
  }

  void letGo() {
    stuck = false;
    Follower waiting;
    synchronized (this) {
      waiting = writer;
      writer = null;
    }
    if (waiting != null) {
      waiting.written();
    }
  }

  @Override
  public void write(List<ByteBuffer> texts, Follower follower) {
    texts.forEach(this::add);
    if (stuck) {
      synchronized (this) {
        writer = follower;
      }
    } else {
      follower.written();
    }
  }

  private synchronized void add(ByteBuffer text) {
    try {
      frames.add(StreamFrame.read(UTF_8.decode(text.duplicate()).toString()).orElseThrow());
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void end(@Nullable ByteBuffer last, int closeCode, String reason) {
    if (last != null) {
      add(last);
    }
    synchronized (this) {
      closeCodes.add(closeCode);
    }
  }

  synchronized List<StreamFrame> frames() {
    return List.copyOf(frames);
  }

  synchronized List<Integer> closeCodes() {
    return List.copyOf(closeCodes);
  }

  /** The types of the events, or the kinds of what is none. */
  List<String> kinds() {
    return frames().stream().map(HeldSink::kind).toList();
  }

  private static String kind(StreamFrame frame) {
    if (frame instanceof StreamFrame.Event event) {
      return String.valueOf(event.payload().get("type"));
    }
    return frame instanceof StreamFrame.Notice notice ? notice.code() : "heartbeat";
  }

  /** The cursor of the last frame. */
  String lastCursor() {
    StreamFrame frame = frames().get(frames().size() - 1);
    if (frame instanceof StreamFrame.Event event) {
      return event.cursor();
    }
    return frame instanceof StreamFrame.Heartbeat heartbeat
        ? heartbeat.cursor()
        : String.valueOf(((StreamFrame.Notice) frame).cursor());
  }

  /** The numbers that the test gave its events. */
  List<Long> numbers() {
    return frames().stream()
        .filter(StreamFrame.Event.class::isInstance)
        .map(frame -> ((StreamFrame.Event) frame).payload().get("n"))
        .filter(JsonNumber.class::isInstance)
        .map(number -> ((JsonNumber) number).longValue())
        .toList();
  }
}
