// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.stream.Follower;
import io.sluice.stream.FollowerSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An observer that keeps what it is sent. */
final class KeptFrames implements FollowerSink {

  private static final Pattern KIND = Pattern.compile("\"(?:type|code)\":\"([^\"]+)\"");

  private final List<String> frames = new CopyOnWriteArrayList<>();
  private int closeCode;

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

  List<String> frames() {
    return frames;
  }

  /** What it was closed with, or 0. */
  int closeCode() {
    return closeCode;
  }

  /** The types of the events, and the codes. */
  List<String> kinds() {
    return frames.stream().map(KeptFrames::kind).toList();
  }

  private static String kind(String frame) {
    Matcher kind = KIND.matcher(frame);
    return kind.find() ? kind.group(1) : "heartbeat";
  }
}
