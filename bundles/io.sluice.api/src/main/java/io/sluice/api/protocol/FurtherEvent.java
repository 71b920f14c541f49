// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of any type that has no record of its own, or with other fields than its record has. It
 * reaches observers as it is. What is read from JSON holds all its fields; a number has the digits
 * that it was written with, and so is written the same again.
 *
 * @param type the type; not empty, and none of {@link HostEvent#TYPES} if a plugin publishes it
 * @param fields the fields beside the type: their values are null, booleans, finite numbers,
 *     strings, and lists and maps with string keys of these; at most 32 levels. The map is not
 *     copied and must not change any more.
 */
public record FurtherEvent(String type, Map<String, ? extends @Nullable Object> fields)
    implements WorkerEvent {

  /**
   * Refuses missing parts.
   *
   * @throws IllegalArgumentException if the type is empty, or a field is named {@code type}
   */
  public FurtherEvent {
    requireNonNull(type, "type");
    requireNonNull(fields, "fields");
    if (type.isEmpty()) {
      throw new IllegalArgumentException("an event without a type");
    }
    if (fields.containsKey("type")) {
      throw new IllegalArgumentException("the type stands among the fields");
    }
  }
}
