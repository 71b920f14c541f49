// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the frames of one stream. Safe for use by many threads. */
final class FrameWriting {

  private static final int MOST_CHARACTERS = 8_192;

  private static final byte[] PAYLOAD = ",\"payload\":".getBytes(UTF_8);

  private final StreamName name;
  private final long epoch;
  private final CursorSigner cursors;
  private final byte[] names;

  FrameWriting(StreamName name, long epoch, CursorSigner cursors) {
    this.name = name;
    this.epoch = epoch;
    this.cursors = cursors;
    Map<String, @Nullable Object> ids = new LinkedHashMap<>();
    name.runtime().ifPresent(runtime -> ids.put("runtime_id", runtime));
    ids.put("worker_id", name.worker());
    String object = json(ids);
    this.names = object.substring(1, object.length() - 1).getBytes(UTF_8);
  }

  /**
   * An event as it stands in the log.
   *
   * @param position its number
   * @param atNanos when
   * @param before how many bytes the log has taken before it
   * @param payload its JSON in UTF-8
   */
  LogEntry event(long position, long atNanos, long before, byte[] payload) {
    return entry(position, atNanos, before, Long.toHexString(epoch) + "-" + position, payload);
  }

  /** A snapshot stands in no log: it has the position of the last event before it. */
  LogEntry snapshot(long position, byte[] payload) {
    String id = Long.toHexString(epoch) + "-" + position + "-snapshot";
    return entry(position, 0, 0, id, payload);
  }

  private LogEntry entry(long position, long atNanos, long before, String id, byte[] payload) {
    byte[] head =
        ("{\"kind\":\"event\",\"cursor\":\""
                + cursors.sign(position)
                + "\",\"event_id\":\""
                + id
                + "\",")
            .getBytes(UTF_8);
    int payloadAt = head.length + names.length + PAYLOAD.length;
    byte[] frame =
        ByteBuffer.allocate(payloadAt + payload.length + 1)
            .put(head)
            .put(names)
            .put(PAYLOAD)
            .put(payload)
            .put((byte) '}')
            .array();
    return new LogEntry(position, atNanos, before + frame.length, frame, payloadAt);
  }

  /** Something that the client is told, with where to resume from. */
  ByteBuffer diagnostic(StreamCode code, String message, @Nullable Long position) {
    return diagnostic(code.wireName(name.side()), null, message, position);
  }

  /** A cursor is refused. */
  ByteBuffer refusal(CursorFault fault) {
    return diagnostic(fault.code().wireName(name.side()), fault.wireName(), fault.message(), null);
  }

  private ByteBuffer diagnostic(
      String code, @Nullable String reason, String message, @Nullable Long position) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    frame.put("kind", "diagnostic");
    frame.put("code", code);
    if (reason != null) {
      frame.put("reason", reason);
    }
    frame.put("message", message);
    if (position != null) {
      frame.put("cursor", cursors.sign(position));
    }
    return ByteBuffer.wrap(json(frame).getBytes(UTF_8));
  }

  ByteBuffer heartbeat(long position) {
    return ByteBuffer.wrap(
        ("{\"kind\":\"heartbeat\",\"cursor\":\"" + cursors.sign(position) + "\"}").getBytes(UTF_8));
  }

  private static String json(Map<String, @Nullable Object> object) {
    try {
      return JsonWriting.object(object, MOST_CHARACTERS);
    } catch (MalformedException | JsonWriting.TooLongException e) {
      throw new IllegalStateException("a frame of the host's own has no JSON form", e);
    }
  }
}
