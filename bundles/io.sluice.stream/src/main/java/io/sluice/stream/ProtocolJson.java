// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.api.protocol.DiagnosticNoted;
import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.protocol.FurtherEvent;
import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunError;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.stream.JsonWriting.TooLongException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON forms of the vocabulary. What is read and written again is the same object, with the
 * same keys, values and digits.
 */
public final class ProtocolJson {

  /** What may be missing. The annotations that say so are not there at run time. */
  private static final Map<Class<?>, Set<String>> OPTIONAL =
      Map.of(RunError.class, Set.of("run_id"), DiagnosticNoted.class, Set.of("connection"));

  private static final Map<String, EventShape> BY_TYPE = new HashMap<>();
  private static final Map<Class<?>, EventShape> BY_CLASS = new HashMap<>();

  static {
    Stream.of(HostEvent.class, WorkerEvent.class)
        .flatMap(part -> Stream.of(part.getPermittedSubclasses()))
        .filter(type -> type != FurtherEvent.class)
        .forEach(type -> add(type.asSubclass(ProtocolEvent.class)));
  }

  private ProtocolJson() {}

  private static void add(Class<? extends ProtocolEvent> type) {
    EventShape shape = new EventShape(type, OPTIONAL.getOrDefault(type, Set.of()));
    BY_CLASS.put(type, shape);
    try {
      BY_TYPE.put(String.valueOf(type.getField("TYPE").get(null)), shape);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the vocabulary has no type", e);
    }
  }

  /**
   * Encodes an event.
   *
   * @param event the event
   * @return its JSON in UTF-8
   * @throws MalformedException if it has no JSON form
   * @throws TooLongException if that is longer than {@link EventPublisher#MAX_BYTES}
   */
  public static byte[] encode(ProtocolEvent event) throws MalformedException, TooLongException {
    byte[] bytes = JsonWriting.utf8(JsonWriting.object(write(event), EventPublisher.MAX_BYTES));
    if (bytes.length > EventPublisher.MAX_BYTES) {
      throw new TooLongException();
    }
    return bytes;
  }

  /**
   * Reads an event. One of a known type whose fields are not exactly those of its record is read as
   * a {@link FurtherEvent}, so that nothing of it is lost.
   *
   * @param object what a JSON object was read as
   * @return the event, or empty if it is no object, or has no type
   */
  public static Optional<ProtocolEvent> read(@Nullable Object object) {
    if (!(object instanceof Map<?, ?> map)
        || !(map.get("type") instanceof String type)
        || type.isEmpty()) {
      return Optional.empty();
    }
    EventShape shape = BY_TYPE.get(type);
    Optional<ProtocolEvent> known = shape == null ? Optional.empty() : shape.read(map);
    if (known.isPresent()) {
      return known;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    fields.remove("type");
    return Optional.of(new FurtherEvent(type, fields));
  }

  /** The JSON form of an event, as maps and lists. */
  static Map<String, @Nullable Object> write(ProtocolEvent event) {
    if (event instanceof FurtherEvent further) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("type", further.type());
      object.putAll(further.fields());
      return object;
    }
    EventShape shape = BY_CLASS.get(event.getClass());
    if (shape == null) {
      throw new IllegalStateException("no shape for " + event.getClass());
    }
    return shape.write(event);
  }
}
