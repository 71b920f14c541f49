// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.api.protocol.ProtocolEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of one record of the vocabulary: its components in their order, with names in snake
 * case; one that is null is left out.
 */
final class EventShape {

  private final Constructor<? extends ProtocolEvent> constructor;
  private final List<Field> fields;

  /**
   * Reads the record's components.
   *
   * @param type the record
   * @param optional the keys that may be missing
   */
  EventShape(Class<? extends ProtocolEvent> type, Set<String> optional) {
    this.fields =
        Arrays.stream(type.getRecordComponents())
            .map(component -> Field.of(component, optional))
            .toList();
    this.constructor = constructor(type, fields);
  }

  private static Constructor<? extends ProtocolEvent> constructor(
      Class<? extends ProtocolEvent> type, List<Field> fields) {
    try {
      return type.getDeclaredConstructor(fields.stream().map(Field::type).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor", e);
    }
  }

  private record Field(Method accessor, Class<?> type, String key, boolean optional) {

    static Field of(RecordComponent component, Set<String> optional) {
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      return new Field(component.getAccessor(), component.getType(), key, optional.contains(key));
    }
  }

  Map<String, @Nullable Object> write(ProtocolEvent event) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("type", event.type());
    for (Field field : fields) {
      Object value = value(event, field);
      if (value != null) {
        object.put(field.key(), value);
      }
    }
    return object;
  }

  private static @Nullable Object value(ProtocolEvent event, Field field) {
    try {
      Object value = field.accessor().invoke(event);
      if (value instanceof Instant instant) {
        return instant.toString();
      }
      return value instanceof List<?> events
          ? events.stream().map(each -> ProtocolJson.write((ProtocolEvent) each)).toList()
          : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a component of a record cannot be read", e);
    }
  }

  /**
   * Reads the record.
   *
   * @return the record, or empty if it would not be written as exactly this object again
   */
  Optional<ProtocolEvent> read(Map<?, ?> object) {
    List<@Nullable Object> values = new ArrayList<>();
    int there = 1;
    for (Field field : fields) {
      Object value = object.get(field.key());
      there += value == null ? 0 : 1;
      Object read = value == null ? null : read(value, field.type());
      if (read == null && !(value == null && field.optional())) {
        return Optional.empty();
      }
      values.add(read);
    }
    return there == object.size() ? Optional.of(make(values)) : Optional.empty();
  }

  private ProtocolEvent make(List<@Nullable Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of the vocabulary cannot be made", e);
    }
  }

  private static @Nullable Object read(Object value, Class<?> type) {
    if (type == Instant.class) {
      return instant(value);
    }
    if (type == long.class || type == int.class) {
      return number(value, type);
    }
    if (type == boolean.class) {
      return value instanceof Boolean ? value : null;
    }
    if (type == List.class) {
      return events(value);
    }
    return value instanceof String ? value : null;
  }

  private static @Nullable Object instant(Object value) {
    try {
      Instant instant = Instant.parse(value.toString());
      return value instanceof String && instant.toString().equals(value) ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Object number(Object value, Class<?> type) {
    try {
      long number = Long.parseLong(value.toString());
      if (!(value instanceof Number) || !Long.toString(number).equals(value.toString())) {
        return null;
      }
      return type == long.class ? (Object) number : Math.toIntExact(number);
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Object events(Object value) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    List<ProtocolEvent> events = new ArrayList<>();
    for (Object each : list) {
      Optional<ProtocolEvent> event = ProtocolJson.read(each);
      if (event.isEmpty()) {
        return null;
      }
      events.add(event.get());
    }
    return events;
  }
}
