// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.DispatchRequest;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

/** The way of a request through the executor: its own grant, and its answer in its result. */
public final class RequestCommandTest {

  private static final PluginId PLUGIN = new PluginId("com.example.plugin", "1.0.0", "sha256:0", 1);
  private static final RequestAnswer ANSWER = new RequestAnswer(200, List.of(), Body.of("answer"));
  private static final OutputCommand COMMAND =
      OutputCommand.dispatch(HostRequest.of(RequestMethod.PUT, "https://example.com/a?b=c"));

  private final ResultJournal journal = new ResultJournal(32);
  private final List<String> asked = new ArrayList<>();
  private Decision decision = Decision.GRANTED;

  private CommandResult execute() {
    Transports transports = new Transports();
    transports.add(reference(), new Answering());
    Executor executor =
        new Executor(
            this::snapshot,
            transports,
            (plugin, result) -> journal.add(plugin.name(), result),
            (severity, kind, code, plugin, connection, message) -> {},
            (attempt, decision) -> {},
            () -> "cmd-1",
            Clock.systemUTC(),
            32);
    return executor.execute(PLUGIN, null, List.of(COMMAND)).toCompletableFuture().join().get(0);
  }

  private static final class Answering implements CommandTransport {
    @Override
    public Reach reach(PluginId plugin, CommandPayload payload) {
      HostRequest request = ((DispatchRequest) payload).request();
      return new Reach.Outside(new Access(request.method().name(), TargetUrl.parse(request.url())));
    }

    @Override
    public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
      return CompletableFuture.completedStage(Effect.answered(ANSWER));
    }
  }

  /** A reference with the one property that is asked for. */
  @SuppressWarnings("unchecked")
  private static ServiceReference<CommandTransport> reference() {
    return (ServiceReference<CommandTransport>)
        Proxy.newProxyInstance(
            RequestCommandTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> DispatchRequest.KIND;
                  case "compareTo" -> 0;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private AuthoritySnapshot snapshot() {
    return (AuthoritySnapshot)
        Proxy.newProxyInstance(
            RequestCommandTest.class.getClassLoader(),
            new Class<?>[] {AuthoritySnapshot.class},
            (proxy, method, arguments) -> authority());
  }

  /** Answers the question about URLs alone. */
  private PluginAuthority authority() {
    return (PluginAuthority)
        Proxy.newProxyInstance(
            RequestCommandTest.class.getClassLoader(),
            new Class<?>[] {PluginAuthority.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("decide") || !(arguments[0] instanceof Access)) {
                throw new UnsupportedOperationException(method.toString());
              }
              asked.add(arguments[0].toString());
              return decision;
            });
  }

  @Test
  public void theResultHoldsTheAnswer() {
    CommandResult result = execute();

    assertEquals("ok", result.code());
    assertEquals(ANSWER, result.answer());
  }

  @Test
  public void theGrantForTheMethodIsAsked() {
    execute();

    assertEquals(List.of("PUT https://example.com/a"), asked);
  }

  @Test
  public void withoutAGrantItIsNotCarriedOut() {
    decision = Decision.refused("not_granted", "as the test says");

    CommandResult result = execute();

    assertEquals("not_granted", result.code());
    assertNull(result.answer());
  }

  @Test
  public void theJournalKeepsNoAnswer() {
    CommandResult result = execute();

    assertEquals(List.of(result.withoutAnswer()), journal.entries().get(0).last());
  }

  @Test
  public void aRequestThatIsMalformedIsAMalformedCommand() {
    MalformedCommandException thrown =
        assertThrows(
            MalformedCommandException.class,
            () ->
                Validator.validate(
                    OutputCommand.dispatch(
                        HostRequest.of(RequestMethod.GET, "https://example.com/")
                            .withHeader("Cookie", "a=b"))));

    assertEquals("headers[0]: the host sets Cookie by itself", thrown.getMessage());
  }

  @Test
  public void itsKindIsNoCustomKind() {
    assertThrows(
        MalformedCommandException.class,
        () ->
            Validator.validate(
                OutputCommand.of(new CustomCommand(DispatchRequest.KIND, Map.of()))));
  }
}
