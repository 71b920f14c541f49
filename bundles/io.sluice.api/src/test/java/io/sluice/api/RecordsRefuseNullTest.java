// SPDX-License-Identifier: Apache-2.0
package io.sluice.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A part of a record that must be there is missed at once, and by its name. */
@RunWith(Parameterized.class)
public final class RecordsRefuseNullTest {

  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          String.class,
          "text",
          int.class,
          1,
          long.class,
          1L,
          EventOrigin.class,
          new EventOrigin("gateway", "websocket:wss://example.com/", "c1", 1),
          ClosedBy.class,
          ClosedBy.PEER,
          Map.class,
          Map.of(),
          Outcome.class,
          Outcome.EXECUTED,
          Instant.class,
          Instant.EPOCH,
          CommandPayload.class,
          new SendText("c1", "text"));

  private final Class<?> type;
  private final int missing;
  private final String name;

  public RecordsRefuseNullTest(String label, Class<?> type, int missing, String name) {
    this.type = type;
    this.missing = missing;
    this.name = name;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> parts() {
    List<Object[]> parts = new ArrayList<>();
    records()
        .forEach(
            type -> {
              RecordComponent[] components = type.getRecordComponents();
              for (int i = 0; i < components.length; i++) {
                if (mustBeThere(components[i])) {
                  String name = components[i].getName();
                  parts.add(new Object[] {type.getSimpleName() + "." + name, type, i, name});
                }
              }
            });
    return parts;
  }

  private static Stream<Class<?>> records() {
    return Stream.of(
            Stream.of(IngressEvent.class.getPermittedSubclasses()),
            Stream.of(CommandPayload.class.getPermittedSubclasses()),
            Stream.of(EventOrigin.class, OutputCommand.class, CommandResult.class))
        .flatMap(types -> types);
  }

  private static boolean mustBeThere(RecordComponent component) {
    return !component.getType().isPrimitive()
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  @Test
  public void isMissedByItsName() throws Exception {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    @Nullable Object[] values = Arrays.stream(types).map(SAMPLES::get).toArray();
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.newInstance(values);
    values[missing] = null;

    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> constructor.newInstance(values));

    assertEquals(NullPointerException.class, thrown.getTargetException().getClass());
    assertEquals(name, thrown.getTargetException().getMessage());
  }
}
