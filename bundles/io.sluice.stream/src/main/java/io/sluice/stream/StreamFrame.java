// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A frame of a stream, as a client reads it. */
public sealed interface StreamFrame {

  /**
   * An event.
   *
   * @param cursor names it
   * @param eventId tells it apart, also after a reconnect
   * @param worker whose event it is
   * @param payload the event, as {@link ProtocolJson} reads it
   */
  record Event(
      String cursor, String eventId, String worker, Map<String, ? extends @Nullable Object> payload)
      implements StreamFrame {}

  /**
   * Something that the endpoint has to say.
   *
   * @param code the stable code
   * @param message what there is to say about it
   * @param cursor where to resume from, or null
   */
  record Notice(String code, String message, @Nullable String cursor) implements StreamFrame {}

  /**
   * Nothing has happened for a while.
   *
   * @param cursor names the last event
   */
  record Heartbeat(String cursor) implements StreamFrame {}

  /**
   * Reads a frame.
   *
   * @param text the text
   * @return the frame, or empty if it is of a kind that is not known here
   * @throws MalformedException if it is none
   */
  static Optional<StreamFrame> read(String text) throws MalformedException {
    Map<String, @Nullable Object> object = JsonReading.object(text);
    return switch (string(object, "kind")) {
      case "event" ->
          Optional.of(
              new Event(
                  string(object, "cursor"),
                  string(object, "event_id"),
                  string(object, "worker_id"),
                  payload(object)));
      case "diagnostic" ->
          Optional.of(
              new Notice(
                  string(object, "code"),
                  string(object, "message"),
                  object.containsKey("cursor") ? string(object, "cursor") : null));
      case "heartbeat" -> Optional.of(new Heartbeat(string(object, "cursor")));
      default -> Optional.empty();
    };
  }

  private static String string(Map<String, ? extends @Nullable Object> object, String key)
      throws MalformedException {
    if (object.get(key) instanceof String string) {
      return string;
    }
    throw new MalformedException(key + " is missing or no string");
  }

  private static Map<String, @Nullable Object> payload(
      Map<String, ? extends @Nullable Object> object) throws MalformedException {
    if (object.get("payload") instanceof Map<?, ?> map && map.get("type") instanceof String) {
      @SuppressWarnings("unchecked")
      Map<String, @Nullable Object> payload = (Map<String, @Nullable Object>) map;
      return payload;
    }
    throw new MalformedException("payload is missing, or has no type");
  }
}
