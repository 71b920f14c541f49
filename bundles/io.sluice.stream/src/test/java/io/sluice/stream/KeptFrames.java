// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client that keeps what it is sent; also for the tests of both endpoints. */
public final class KeptFrames implements FollowerSink {

  private static final Pattern KIND = Pattern.compile("\"(?:type|code)\":\"([^\"]+)\"");
  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

  private final List<String> frames = new CopyOnWriteArrayList<>();
  private volatile int closeCode;

  @Override
  public void write(List<ByteBuffer> texts, Follower follower) {
    texts.forEach(this::add);
    follower.written();
  }

  private void add(ByteBuffer text) {
    frames.add(UTF_8.decode(text.duplicate()).toString());
  }

  @Override
  public void end(@Nullable ByteBuffer last, int code, String reason) {
    if (last != null) {
      add(last);
    }
    closeCode = code;
  }

  /** What came, in JSON. */
  public List<String> frames() {
    return frames;
  }

  /** What it was closed with, or 0. */
  public int closeCode() {
    return closeCode;
  }

  /** The types of the events, with the numbers that the test gave them, and the codes. */
  public List<String> kinds() {
    return frames.stream().map(KeptFrames::kind).toList();
  }

  private static String kind(String frame) {
    Matcher kind = KIND.matcher(frame);
    String first = kind.find() ? kind.group(1) : "heartbeat";
    return first.equals("numbered") ? frame.replaceAll(".*\"n\":(\\d+).*", "$1") : first;
  }

  /** The cursor of the last frame. */
  public String lastCursor() {
    Matcher cursor = CURSOR.matcher(frames.get(frames.size() - 1));
    if (!cursor.find()) {
      throw new AssertionError("no cursor in " + frames.get(frames.size() - 1));
    }
    return cursor.group(1);
  }
}
