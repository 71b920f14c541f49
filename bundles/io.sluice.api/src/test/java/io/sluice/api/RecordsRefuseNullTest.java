// SPDX-License-Identifier: Apache-2.0
package io.sluice.api;

import static java.util.Map.entry;
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
import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.api.request.Body;
import io.sluice.api.request.HeaderField;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
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
      Map.ofEntries(
          entry(String.class, "text"),
          entry(boolean.class, true),
          entry(int.class, 1),
          entry(boolean.class, true),
          entry(WebSocketHandle.class, new WebSocketHandle("c1")),
          entry(long.class, 1L),
          entry(
              EventOrigin.class,
              new EventOrigin("gateway", "websocket:wss://example.com/", "c1", 1)),
          entry(ClosedBy.class, ClosedBy.PEER),
          entry(Map.class, Map.of()),
          entry(List.class, List.of()),
          entry(Outcome.class, Outcome.EXECUTED),
          entry(Instant.class, Instant.EPOCH),
          entry(Duration.class, Duration.ofSeconds(1)),
          entry(CommandPayload.class, new SendText("c1", "text")),
          entry(RequestMethod.class, RequestMethod.GET),
          entry(Body.class, Body.EMPTY),
          entry(HostRequest.class, HostRequest.of(RequestMethod.GET, "http://example.com/")),
          entry(RequestAnswer.class, new RequestAnswer(200, List.of(), Body.EMPTY)));

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
            Stream.of(RequestResult.class.getPermittedSubclasses()),
            Stream.of(WorkerEvent.class.getPermittedSubclasses()),
            Stream.of(HostEvent.class.getPermittedSubclasses()),
            Stream.of(EventOrigin.class, OutputCommand.class, CommandResult.class),
            Stream.of(HeaderField.class, HostRequest.class, RequestAnswer.class),
            Stream.of(OpenResult.class.getPermittedSubclasses()),
            Stream.of(WebSocketRequest.class, WebSocketHandle.class, HandleStatus.class),
            Stream.of(Closed.class, ReceiveResult.Received.class))
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
