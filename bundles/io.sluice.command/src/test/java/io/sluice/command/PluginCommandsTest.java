// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.ingress.IngressDispatcher;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.PluginId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;

public final class PluginCommandsTest {

  private static final OutputCommand SEND = OutputCommand.send("c1", "text").withCommandId("my-id");

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final Queue<Runnable> callbacks = new ArrayDeque<>();
  private final Execution execution = new Execution();
  private final PluginCommands commands = commandsOf(TestAuthority.PLUGIN.bundleId());

  /** Takes commands, and answers when the test says so. */
  private static final class Execution implements CommandExecutor {
    final List<PluginId> plugins = new ArrayList<>();
    final CompletableFuture<List<CommandResult>> results = new CompletableFuture<>();

    @Override
    public CompletionStage<List<CommandResult>> execute(
        PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch) {
      plugins.add(plugin);
      return results;
    }
  }

  private PluginCommands commandsOf(long bundleId) {
    return new PluginCommands(context(bundleId), new TestAuthority(), execution, dispatcher());
  }

  /** A context whose using bundle has a number, and nothing else. */
  private static ComponentContext context(long bundleId) {
    Bundle bundle = answering(Bundle.class, "getBundleId", bundleId);
    return answering(ComponentContext.class, "getUsingBundle", bundle);
  }

  private static <T> T answering(Class<T> type, String name, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                return answer;
              }
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  private IngressDispatcher dispatcher() {
    return new IngressDispatcher() {
      @Override
      public ServiceLane open(PluginId plugin) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Executor callbacks() {
        return callbacks::add;
      }
    };
  }

  private static CommandResult result() {
    return new CommandResult(
        "my-id", "my-id", null, "websocket_send", Outcome.EXECUTED, "ok", "", Instant.EPOCH);
  }

  private static boolean isDone(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private void runCallbacks() {
    for (Runnable task = callbacks.poll(); task != null; task = callbacks.poll()) {
      task.run();
    }
  }

  @Test
  public void commandsAreThoseOfTheBundleThatGotTheService() {
    commands.submit(SEND);

    assertEquals(List.of(TestAuthority.PLUGIN), execution.plugins);
  }

  @Test
  public void aResultCompletesOnACallbackThreadAndNotWhereItCameFrom() {
    CompletionStage<CommandResult> stage = commands.submit(SEND);

    execution.results.complete(List.of(result()));
    assertFalse(isDone(stage));

    runCallbacks();
    assertEquals(result(), stage.toCompletableFuture().join());
  }

  @Test
  public void aResultThatIsThereAtOnceStillCompletesOnACallbackThread() {
    execution.results.complete(List.of(result()));

    CompletionStage<List<CommandResult>> stage = commands.submit(List.of(SEND));
    assertFalse(isDone(stage));

    runCallbacks();
    assertEquals(List.of(result()), stage.toCompletableFuture().join());
  }

  @Test
  public void aPluginCannotCompleteTheStageItself() {
    CompletionStage<List<CommandResult>> stage = commands.submit(List.of(SEND));

    stage.toCompletableFuture().complete(List.of());

    assertFalse(isDone(stage));
  }

  @Test
  public void aMapThatChangesMeanwhileDoesNotLoseTheResult() {
    Map<String, Object> status = new HashMap<>(Map.of("queue", 1));
    CompletionStage<CommandResult> stage = commands.submit(OutputCommand.status("fine", status));
    status.put("queue", 2);

    execution.results.complete(List.of(result()));
    runCallbacks();

    assertTrue(isDone(stage));
  }

  @Test
  public void aMapThatHoldsItselfIsNoErrorToTheSubmitter() {
    Map<String, Object> status = new HashMap<>();
    status.put("self", status);
    CompletionStage<CommandResult> stage = commands.submit(OutputCommand.status("fine", status));

    execution.results.complete(List.of(result()));
    runCallbacks();

    assertTrue(isDone(stage));
  }

  @Test
  public void aBatchThatChangesAfterwardsIsNotChanged() {
    List<OutputCommand> batch = new ArrayList<>(List.of(SEND));
    CompletionStage<List<CommandResult>> stage = commands.submit(batch);
    batch.clear();

    commands.stop();
    runCallbacks();

    assertEquals(1, stage.toCompletableFuture().join().size());
  }

  @Test
  public void aBundleThatIsNoPluginIsRejected() {
    CommandResult result = commandsOf(99).submit(SEND).toCompletableFuture().join();

    assertEquals(Outcome.REJECTED, result.outcome());
    assertEquals("not_a_plugin", result.code());
    assertEquals("bundle 99 is no plugin", result.message());
    assertEquals("my-id", result.commandId());
    assertEquals(List.of(), execution.plugins);
  }

  @Test
  public void whatHasNoResultWhenTheServiceStopsIsCancelled() {
    CompletionStage<CommandResult> stage = commands.submit(SEND);

    commands.stop();
    assertFalse(isDone(stage));

    runCallbacks();
    CommandResult result = stage.toCompletableFuture().join();
    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("cancelled", result.code());
    assertEquals("the plugin or the host stops", result.message());
    assertEquals("my-id", result.commandId());
  }

  @Test
  public void aResultThatComesAfterTheCancellationIsIgnored() {
    CompletionStage<CommandResult> stage = commands.submit(SEND);
    commands.stop();

    execution.results.complete(List.of(result()));
    runCallbacks();

    assertEquals("cancelled", stage.toCompletableFuture().join().code());
  }

  @Test
  public void aCommandAfterTheStopIsCancelledAndNotCarriedOut() {
    commands.stop();

    CommandResult result = commands.submit(SEND).toCompletableFuture().join();

    assertEquals("cancelled", result.code());
    assertEquals(List.of(), execution.plugins);
  }
}
