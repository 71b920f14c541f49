// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;
import io.sluice.api.command.OutputCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked and learnt on one connection: evaluates an expression, and follows the console.
 *
 * <p>{@link #connection}, {@link #session} and {@link #lines} are for any thread, the others for
 * the one that handles the connection's events.
 */
final class Inspection {

  private static final int NORMAL_CLOSURE = 1000;
  private static final int LONGEST = 256;
  private static final String FOLLOWING = "following the console";

  private final String connection;
  private final Session session = new Session();
  private final LastLines lines = new LastLines();
  private String lastResult = "";
  private long consoleLines;
  private long exceptions;
  private long problems;
  private String lastProblem = "";

  Inspection(String connection) {
    this.connection = connection;
  }

  String connection() {
    return connection;
  }

  Session session() {
    return session;
  }

  LastLines lines() {
    return lines;
  }

  /** Says what to send first. */
  List<OutputCommand> begin(String expression) {
    JsonObject enabled = new JsonObject();
    enabled.addProperty("enabled", true);
    return List.of(
        send("Runtime.enable", new JsonObject()),
        send("NodeRuntime.notifyWhenWaitingForDisconnect", enabled),
        send(Evaluation.METHOD, Evaluation.params(expression)),
        status("connected"));
  }

  private OutputCommand send(String method, JsonObject params) {
    return OutputCommand.send(connection, session.call(method, params).text());
  }

  /** Takes note of a message of the peer, and says what to do about it. */
  List<OutputCommand> hear(String text) {
    Heard heard = session.hear(text);
    if (heard instanceof Heard.Answered answered) {
      return answered(answered.call(), answered.answer());
    }
    if (heard instanceof Heard.Pushed pushed) {
      return pushed(pushed.method(), pushed.params());
    }
    return problem("the peer sent " + ((Heard.Unexpected) heard).why());
  }

  private List<OutputCommand> answered(Call call, Answer answer) {
    if (call.method().equals(Evaluation.METHOD)) {
      lastResult = PlainLine.of(Evaluation.text(answer), LONGEST);
      return List.of(status(FOLLOWING));
    }
    return answer instanceof Answer.Refused refused
        ? problem("the peer refused " + call.method() + ": " + refused.message())
        : List.of();
  }

  /** Takes note that something went wrong which does not end the connection. */
  List<OutputCommand> problem(String problem) {
    problems++;
    lastProblem = PlainLine.of(problem, LONGEST);
    return List.of(status(FOLLOWING));
  }

  private List<OutputCommand> pushed(String method, JsonObject params) {
    return switch (method) {
      case "Runtime.consoleAPICalled" -> {
        consoleLines++;
        lines.add(RemoteValue.printed(params));
        yield List.of(status(FOLLOWING));
      }
      case "Runtime.exceptionThrown" -> {
        exceptions++;
        lines.add(RemoteValue.thrown(Members.object(params, "exceptionDetails")));
        yield List.of(status(FOLLOWING));
      }
      // Node does not exit before all who asked for this event have gone.
      case "NodeRuntime.waitingForDisconnect" ->
          List.of(OutputCommand.close(connection, NORMAL_CLOSURE, "the script has ended"));
      default -> List.of();
    };
  }

  /** What there is to tell the operator. */
  OutputCommand status(String message) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("last_result", lastResult);
    status.put("console_lines", consoleLines);
    status.put("last_line", lines.last());
    status.put("exceptions", exceptions);
    if (problems > 0) {
      status.put("problems", problems);
      status.put("last_problem", lastProblem);
    }
    return OutputCommand.status(message, status);
  }
}
