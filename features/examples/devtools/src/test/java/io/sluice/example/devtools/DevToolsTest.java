// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.api.event.WebSocketText;
import java.util.List;
import org.junit.Test;

public class DevToolsTest {

  private final DevTools devTools = new DevTools("1 + 1");

  @Test
  public void beforeTheFirstConnectionThereIsNoAnswer() {
    assertEquals(new Answer.None("not connected yet"), call().answer().getNow(null));
  }

  @Test
  public void anOpenConnectionIsAskedForTheExpression() {
    List<OutputCommand> first = open("ws-1");

    SendText evaluation = (SendText) first.get(2).payload();
    assertEquals("ws-1", evaluation.connection());
    assertTrue(evaluation.text(), evaluation.text().contains("\"expression\":\"1 + 1\""));
  }

  @Test
  public void aTextIsHeard() {
    open("ws-1");

    devTools.handle(new WebSocketText(origin("ws-1"), 0, 1, "{\"id\":1,\"result\":{}}"));

    assertEquals(2, devTools.current().session().waiting());
  }

  @Test
  public void aReconnectStartsAfresh() {
    open("ws-1");
    Call unanswered = call();
    devTools.handle(new WebSocketText(origin("ws-1"), 0, 1, "garbage"));

    List<OutputCommand> first = open("ws-2");

    assertEquals(
        new Answer.None("another connection was opened"), unanswered.answer().getNow(null));
    assertEquals("ws-2", devTools.current().connection());
    assertTrue(((SendText) first.get(0).payload()).text().contains("\"id\":1,"));
    assertFalse(((UpdateStatus) first.get(3).payload()).status().containsKey("problems"));
  }

  @Test
  public void aClosedConnectionFailsWhatWaits() {
    assertEndsWith(
        "not connected (closed by the peer with 1001)",
        new WebSocketClosed(origin("ws-1"), 0, 1, 1001, "", ClosedBy.PEER));
  }

  @Test
  public void aLostConnectionFailsWhatWaits() {
    assertEndsWith(
        "not connected (connection_lost, the connection broke off)",
        new WebSocketFailed(origin("ws-1"), 0, 1, "connection_lost", "the connection broke off"));
  }

  @Test
  public void aRevokedGrantFailsWhatWaits() {
    assertEndsWith(
        "not connected (the grant was taken away, not_granted)",
        new AuthorityRevoked(origin("ws-1"), 0, 1, "not_granted"));
  }

  @Test
  public void theEndOfAllAttemptsIsShown() {
    assertEndsWith(
        "not connected (the host does not try again, gave_up)",
        new WebSocketReconnectNeeded(origin("ws-1"), 0, 1, "gave_up"));
  }

  @Test
  public void theStopOfThePluginFailsWhatWaits() {
    open("ws-1");
    Call unanswered = call();

    devTools.stop();

    assertEquals(
        new Answer.None("not connected (the plugin was stopped)"),
        unanswered.answer().getNow(null));
  }

  @Test
  public void droppedMessagesAreReportedAndTheConnectionGoesOn() {
    open("ws-1");
    Call unanswered = call();

    List<OutputCommand> answer = devTools.handle(new WebSocketGap(origin("ws-1"), 0, 1, 3, 300));

    assertEquals(
        "3 messages were dropped",
        ((UpdateStatus) answer.get(0).payload()).status().get("last_problem"));
    assertFalse(unanswered.answer().isDone());
  }

  private void assertEndsWith(String why, IngressEvent event) {
    open("ws-1");
    Call unanswered = call();

    List<OutputCommand> answer = devTools.handle(event);

    assertEquals(new Answer.None(why), unanswered.answer().getNow(null));
    assertEquals(why, ((UpdateStatus) answer.get(0).payload()).message());
    assertEquals(new Answer.None(why), call().answer().getNow(null));
  }

  private List<OutputCommand> open(String connection) {
    return devTools.handle(new WebSocketOpened(origin(connection), 0, 0, null));
  }

  private Call call() {
    return devTools.current().session().call("A.b", new JsonObject());
  }

  private static EventOrigin origin(String connection) {
    return new EventOrigin("inspector", "websocket:ws://127.0.0.1:1/x", connection, 1);
  }
}
