// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.spi.diagnostic.LimitSource.Limit;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class CommandComponentTest {

  private static final OutputCommand SEND = OutputCommand.send("c1", "text");

  private static CommandComponent component(Map<String, Object> values) {
    return new CommandComponent(
        configuration(values), new TestAuthority(), new RecordedDiagnostics(), new NoDecisions());
  }

  /** The declared defaults, but for some values. */
  private static CommandConfiguration configuration(Map<String, Object> values) {
    return (CommandConfiguration)
        Proxy.newProxyInstance(
            CommandConfiguration.class.getClassLoader(),
            new Class<?>[] {CommandConfiguration.class},
            (proxy, method, arguments) -> value(values.get(method.getName()), method));
  }

  private static Object value(@Nullable Object given, Method method) {
    return given == null ? method.getDefaultValue() : given;
  }

  private static Map<String, Long> limits(CommandComponent component) {
    return component.limits().stream().collect(Collectors.toMap(Limit::key, Limit::value));
  }

  private static List<CommandResult> execute(CommandComponent component, int number) {
    return component
        .execute(TestAuthority.PLUGIN, null, Collections.nCopies(number, SEND))
        .toCompletableFuture()
        .join();
  }

  @Test
  public void theDefaultsAreThoseOfTheManual() {
    assertEquals(
        Map.of("commands_per_call", 32L, "results_kept", 32L), limits(component(Map.of())));
  }

  @Test
  public void aLimitThatIsTooLargeIsCut() {
    assertEquals(
        Map.of("commands_per_call", 1_024L, "results_kept", 1_024L),
        limits(component(Map.of("commands__per__call", 9_999, "results__kept", 9_999))));
  }

  @Test
  public void aLimitThatIsTooSmallIsRaised() {
    assertEquals(
        Map.of("commands_per_call", 1L, "results_kept", 1L),
        limits(component(Map.of("commands__per__call", 0, "results__kept", -1))));
  }

  @Test
  public void moreCommandsThanConfiguredAreRejected() {
    CommandComponent component = component(Map.of("commands__per__call", 2));

    assertEquals("too_many_commands", execute(component, 3).get(0).code());
    assertEquals("no_transport", execute(component, 2).get(0).code());
  }

  @Test
  public void asManyResultsAsConfiguredAreKept() {
    CommandComponent component = component(Map.of("results__kept", 2));

    execute(component, 5);

    assertEquals(2, component.entries().get(0).last().size());
  }

  @Test
  public void aTransportCarriesOutCommandsUntilItGoes() {
    CommandComponent component = component(Map.of());
    TransportReference reference = new TransportReference(0, 1, SendText.KIND);
    component.addTransport(reference, new TestTransport());
    assertEquals("ok", execute(component, 1).get(0).code());

    component.removeTransport(reference);

    assertEquals("no_transport", execute(component, 1).get(0).code());
  }

  @Test
  public void everyCommandHasAnIdOfItsOwn() {
    List<String> ids =
        execute(component(Map.of()), 32).stream().map(CommandResult::commandId).toList();

    assertEquals(32, new HashSet<>(ids).size());
  }
}
