// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.UpdateStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

public class InspectionTest {

  private final Inspection inspection = new Inspection("ws-1");

  @Before
  public void begin() {
    inspection.begin("process.version");
  }

  @Test
  public void itBeginsWithThreeCommands() {
    List<OutputCommand> first = new Inspection("ws-2").begin("1 + 1");

    assertEquals(
        Stream.of(
                "{\"id\":1,\"method\":\"Runtime.enable\",\"params\":{}}",
                "{\"id\":2,\"method\":\"NodeRuntime.notifyWhenWaitingForDisconnect\","
                    + "\"params\":{\"enabled\":true}}",
                "{\"id\":3,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"1 + 1\","
                    + "\"returnByValue\":true,\"awaitPromise\":true,\"timeout\":5000}}")
            .map(text -> OutputCommand.send("ws-2", text))
            .toList(),
        first.subList(0, 3));
    assertEquals("connected", message(first.get(3)));
  }

  @Test
  public void aValueIsShown() {
    Map<String, ?> status =
        hear("{\"id\":3,\"result\":{\"result\":{\"type\":\"string\",\"value\":\"v20.20.2\"}}}");

    assertEquals("v20.20.2", status.get("last_result"));
  }

  @Test
  public void anExceptionOfTheExpressionIsShown() {
    Map<String, ?> status =
        hear(
            "{\"id\":3,\"result\":{\"result\":{\"type\":\"object\"},\"exceptionDetails\":"
                + "{\"text\":\"Uncaught\",\"exception\":{\"type\":\"number\",\"value\":42}}}}");

    assertEquals("Uncaught 42", status.get("last_result"));
  }

  @Test
  public void aRefusalOfTheExpressionIsShown() {
    Map<String, ?> status =
        hear("{\"id\":3,\"error\":{\"code\":-32000,\"message\":\"Execution was terminated\"}}");

    assertEquals("refused: Execution was terminated", status.get("last_result"));
  }

  @Test
  public void aRefusalOfAnotherCommandIsAProblem() {
    Map<String, ?> status = hear("{\"id\":1,\"error\":{\"message\":\"no\"}}");

    assertEquals(1L, status.get("problems"));
    assertEquals("the peer refused Runtime.enable: no", status.get("last_problem"));
  }

  @Test
  public void linesOfTheConsoleAreCounted() {
    hear(printed("one"));

    Map<String, ?> status = hear(printed("two"));

    assertEquals(2L, status.get("console_lines"));
    assertEquals("two", status.get("last_line"));
    assertEquals(List.of("one", "two"), inspection.lines().all());
  }

  @Test
  public void onlyTheLastLinesAreKept() {
    for (int i = 1; i <= 1_000; i++) {
      hear(printed("line " + i));
    }

    List<String> kept = inspection.lines().all();
    assertEquals(LastLines.MOST_LINES, kept.size());
    assertEquals("line 1000", kept.get(kept.size() - 1));
  }

  @Test
  public void aLongLineIsCut() {
    Map<String, ?> status = hear(printed("x".repeat(100_000)));

    assertEquals("x".repeat(256) + "…", status.get("last_line"));
  }

  @Test
  public void anExceptionIsCountedAndShown() {
    Map<String, ?> status =
        hear(
            "{\"method\":\"Runtime.exceptionThrown\",\"params\":{\"exceptionDetails\":"
                + "{\"text\":\"Uncaught\",\"exception\":{\"type\":\"object\","
                + "\"description\":\"Error: boom\\n    at x\"}}}}");

    assertEquals(1L, status.get("exceptions"));
    assertEquals("Uncaught Error: boom", status.get("last_line"));
  }

  @Test
  public void anUnknownEventIsPassedOver() {
    assertEquals(List.of(), inspection.hear("{\"method\":\"Debugger.paused\",\"params\":{}}"));
  }

  @Test
  public void aMalformedMessageIsReportedAndTheNextIsHeard() {
    Map<String, ?> status = hear("garbage");

    assertEquals("the peer sent a message that is no JSON object", status.get("last_problem"));
    assertEquals("on", hear(printed("on")).get("last_line"));
  }

  @Test
  public void whereNothingWentWrongNoProblemIsShown() {
    assertTrue(hear(printed("one")).keySet().stream().noneMatch(key -> key.contains("problem")));
  }

  @Test
  public void aScriptThatEndsIsLetGo() {
    assertEquals(
        List.of(OutputCommand.close("ws-1", 1000, "the script has ended")),
        inspection.hear("{\"method\":\"NodeRuntime.waitingForDisconnect\",\"params\":{}}"));
  }

  private Map<String, ?> hear(String text) {
    List<OutputCommand> answer = inspection.hear(text);
    assertEquals(1, answer.size());
    return ((UpdateStatus) answer.get(0).payload()).status();
  }

  private static String message(OutputCommand status) {
    return ((UpdateStatus) status.payload()).message();
  }

  private static String printed(String line) {
    return "{\"method\":\"Runtime.consoleAPICalled\",\"params\":{\"type\":\"log\",\"args\":"
        + "[{\"type\":\"string\",\"value\":\""
        + line
        + "\"}]}}";
  }
}
