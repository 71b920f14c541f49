// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.ingress.UnusableHandlerException;
import io.sluice.spi.plugin.PluginId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** The way of an event to the handler, and of its answer to the executor. */
public class HandlerCallTest {

  private static final WebSocketText TEXT =
      new WebSocketText(new EventOrigin("feed", "websocket:ws://a", "ws-1", 1), 0, 0, "text");
  private static final OutputCommand ANSWER = OutputCommand.send("ws-1", "answer");

  private final TestRegistry registry = new TestRegistry();
  private final Executor executor = new Executor();

  private HandlerCall call(@Nullable IngressHandler handler) {
    return new HandlerCall(
        id("1.0.0"), registry.context, registry.handler(handler, Map.of()), executor);
  }

  @Test
  public void theAnswerGoesToTheExecutorWithItsCause() throws Exception {
    call(event -> List.of(ANSWER)).accept(TEXT);

    assertEquals(List.of(new Executed(id("1.0.0"), TEXT, List.of(ANSWER))), executor.executed);
  }

  @Test
  public void anEmptyAnswerIsNoBatch() throws Exception {
    call(event -> List.of()).accept(TEXT);

    assertEquals(List.of(), executor.executed);
  }

  @Test
  @SuppressWarnings("NullAway")
  public void aHandlerThatReturnsNull() {
    UnusableHandlerException failure =
        assertThrows(UnusableHandlerException.class, () -> call(event -> null).accept(TEXT));

    assertEquals(
        "the handler returned null; return an empty list for nothing", failure.getMessage());
  }

  @Test
  public void whatAHandlerThrowsIsThrown() {
    IOException thrown = new IOException("broken");

    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                call(event -> {
                      throw thrown;
                    })
                    .accept(TEXT));

    assertSame(thrown, failure);
    assertEquals(List.of(), executor.executed);
  }

  @Test
  public void aHandlerThatCannotBeCreated() {
    HandlerCall call = call(null);

    UnusableHandlerException failure =
        assertThrows(UnusableHandlerException.class, () -> call.accept(TEXT));
    assertEquals("the handler service could not be created", failure.getMessage());

    call.release();
    assertEquals(0, registry.handlersInUse());
  }

  @Test
  public void aHandlerIsNotGotBeforeItsFirstEvent() {
    call(event -> List.of());

    assertEquals(0, registry.handlersInUse());
  }

  @Test
  public void aHandlerIsGotOnce() throws Exception {
    HandlerCall call = call(event -> List.of());

    call.accept(TEXT);
    call.accept(TEXT);

    assertEquals(1, registry.handlersInUse());
  }

  @Test
  public void aHandlerIsLetGoOnce() throws Exception {
    HandlerCall first = call(event -> List.of());
    HandlerCall second = call(event -> List.of());
    first.accept(TEXT);
    second.accept(TEXT);

    first.release();
    first.release();

    assertEquals(1, registry.handlersInUse());
  }

  @Test
  public void twoQueuesOfOneHandlerLetGoOfItInAnyOrder() throws Exception {
    var reference = registry.handler(event -> List.of(), Map.of());
    HandlerCall first = new HandlerCall(id("1.0.0"), registry.context, reference, executor);
    HandlerCall second = new HandlerCall(id("1.0.0"), registry.context, reference, executor);
    first.accept(TEXT);
    second.accept(TEXT);

    first.release();
    second.accept(TEXT);
    assertEquals(1, registry.handlersInUse());

    second.release();
    assertEquals(0, registry.handlersInUse());
  }

  private record Executed(
      PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch) {}

  private static final class Executor implements CommandExecutor {

    private final List<Executed> executed = new ArrayList<>();

    @Override
    public CompletionStage<List<CommandResult>> execute(
        PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch) {
      executed.add(new Executed(plugin, cause, batch));
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
