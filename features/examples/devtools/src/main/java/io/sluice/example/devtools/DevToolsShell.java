// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Commands;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands for an operator. Gogo finds them by the two service properties; nothing of Gogo is
 * imported.
 */
@Component(
    service = DevToolsShell.class,
    property = {
      "osgi.command.scope=devtools",
      "osgi.command.function=evaluate",
      "osgi.command.function=console"
    })
public final class DevToolsShell {

  private static final Duration STANDARD_LIMIT = Duration.ofSeconds(10);
  private static final int LONGEST_EXPRESSION = 16_384;
  private static final int LONGEST_VALUE = 4_096;

  private final Commands commands;
  private final DevTools devTools;
  private final Duration limit;

  /**
   * Wires the commands.
   *
   * @param commands sends what answers no event
   * @param devTools knows the current inspection
   */
  @Activate
  public DevToolsShell(@Reference Commands commands, @Reference DevTools devTools) {
    this(commands, devTools, STANDARD_LIMIT);
  }

  DevToolsShell(Commands commands, DevTools devTools, Duration limit) {
    this.commands = commands;
    this.devTools = devTools;
    this.limit = limit;
  }

  /**
   * Evaluates an expression in the process, and waits for its value: for 10 seconds at most, on the
   * shell's own thread.
   *
   * @param expression JavaScript
   * @return the value on one line, or why there is none
   * @throws InterruptedException if the operator does not want to wait any longer
   */
  public String evaluate(String expression) throws InterruptedException {
    if (expression.length() > LONGEST_EXPRESSION) {
      return "the expression is longer than " + LONGEST_EXPRESSION + " characters";
    }
    Inspection inspection = devTools.current();
    Session session = inspection.session();
    Call call = session.call(Evaluation.METHOD, Evaluation.params(expression));
    if (!call.answer().isDone()) {
      commands
          .submit(OutputCommand.send(inspection.connection(), call.text()))
          .thenAccept(result -> sent(session, call, result));
    }
    return PlainLine.of(Evaluation.text(await(session, call)), LONGEST_VALUE);
  }

  private static void sent(Session session, Call call, CommandResult result) {
    if (result.outcome() != Outcome.EXECUTED) {
      session.giveUp(call, "not sent: %s, %s".formatted(result.code(), result.message()));
    }
  }

  private Answer await(Session session, Call call) throws InterruptedException {
    try {
      return call.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      session.giveUp(call, "no answer within " + limit.toSeconds() + " s");
      return call.answer().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      session.giveUp(call, "the operator waits no longer");
      throw e;
    }
  }

  /**
   * Shows what the console printed last.
   *
   * @return the last lines, the oldest first, and why no more will come, if so
   */
  public String console() {
    Inspection inspection = devTools.current();
    List<String> shown = new ArrayList<>(inspection.lines().all());
    String ended = inspection.session().ended();
    if (!ended.isEmpty()) {
      shown.add(ended);
    } else if (shown.isEmpty()) {
      shown.add("nothing was printed yet");
    }
    return String.join("\n", shown);
  }
}
