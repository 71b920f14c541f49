// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.api.command.Outcome;
import io.sluice.api.command.SendText;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class DevToolsShellTest {

  private static final EventOrigin ORIGIN =
      new EventOrigin("inspector", "websocket:ws://127.0.0.1:1/x", "ws-1", 1);

  private final DevTools devTools = new DevTools("process.version");

  @After
  public void forgetInterrupt() {
    Thread.interrupted();
  }

  @Test
  public void theValueIsReturned() throws InterruptedException {
    open();
    FakeCommands commands =
        new FakeCommands(
            Outcome.EXECUTED,
            "ok",
            text -> hear("{\"id\":4,\"result\":{\"result\":{\"type\":\"number\",\"value\":42}}}"));

    assertEquals("42", shell(commands).evaluate("6 * 7"));
    assertEquals(
        List.of(
            new SendText(
                "ws-1",
                "{\"id\":4,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"6 * 7\","
                    + "\"returnByValue\":true,\"awaitPromise\":true,\"timeout\":5000}}")),
        commands.sent());
  }

  @Test
  public void aValueThatWouldTakeOverTheTerminalIsEscaped() throws InterruptedException {
    open();
    FakeCommands commands =
        new FakeCommands(
            Outcome.EXECUTED,
            "ok",
            text ->
                hear(
                    "{\"id\":4,\"result\":{\"result\":"
                        + "{\"type\":\"string\",\"value\":\"\\u001b[2J\"}}}"));

    assertEquals("\\u001b[2J", shell(commands).evaluate("x"));
  }

  @Test
  public void withoutAConnectionNothingIsSent() throws InterruptedException {
    FakeCommands commands = new FakeCommands(Outcome.EXECUTED, "ok");

    assertEquals("not connected yet", shell(commands).evaluate("1"));
    assertEquals(List.of(), commands.sent());
  }

  @Test
  public void whatWasNotSentIsNotWaitedFor() throws InterruptedException {
    open();

    assertEquals(
        "not sent: not_connected, as told",
        shell(new FakeCommands(Outcome.FAILED, "not_connected")).evaluate("1"));
    assertEquals(3, devTools.current().session().waiting());
  }

  @Test
  public void anAnswerIsNotWaitedForForEver() throws InterruptedException {
    open();
    FakeCommands commands = new FakeCommands(Outcome.EXECUTED, "ok");

    assertEquals(
        "no answer within 1 s",
        new DevToolsShell(commands, devTools, Duration.ofSeconds(1)).evaluate("1"));
    assertEquals(3, devTools.current().session().waiting());
  }

  @Test
  public void anOperatorWhoWaitsNoLongerLeavesNothingBehind() {
    open();
    FakeCommands commands =
        new FakeCommands(Outcome.EXECUTED, "ok", text -> Thread.currentThread().interrupt());

    assertThrows(InterruptedException.class, () -> shell(commands).evaluate("1"));
    assertEquals(3, devTools.current().session().waiting());
  }

  @Test
  public void anExpressionThatIsTooLongIsRefused() throws InterruptedException {
    open();
    FakeCommands commands = new FakeCommands(Outcome.EXECUTED, "ok");

    assertEquals(
        "the expression is longer than 16384 characters",
        shell(commands).evaluate("x".repeat(16_385)));
    assertEquals(List.of(), commands.sent());
  }

  @Test
  public void theConsoleShowsItsLines() {
    open();
    assertEquals("nothing was printed yet", console());

    hear(printed("one"));
    hear(printed("two"));

    assertEquals("one\ntwo", console());
  }

  @Test
  public void theConsoleOfALostConnectionSaysSo() {
    open();
    hear(printed("one"));

    devTools.stop();

    assertEquals("one\nnot connected (the plugin was stopped)", console());
  }

  private String console() {
    return shell(new FakeCommands(Outcome.EXECUTED, "ok")).console();
  }

  private DevToolsShell shell(FakeCommands commands) {
    return new DevToolsShell(commands, devTools);
  }

  private void open() {
    handle(new WebSocketOpened(ORIGIN, 0, 0, null));
  }

  private void hear(String text) {
    handle(new WebSocketText(ORIGIN, 0, 1, text));
  }

  private void handle(IngressEvent event) {
    devTools.handle(event);
  }

  private static String printed(String line) {
    return "{\"method\":\"Runtime.consoleAPICalled\",\"params\":{\"type\":\"log\",\"args\":"
        + "[{\"type\":\"string\",\"value\":\""
        + line
        + "\"}]}}";
  }
}
