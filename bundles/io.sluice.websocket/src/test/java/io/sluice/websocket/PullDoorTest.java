// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Rule;
import org.junit.Test;

/** On whose threads results arrive, and what is recorded. */
public class PullDoorTest {

  @Rule public final PullRule pull = new PullRule();

  private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
  private final List<String> recorded = new CopyOnWriteArrayList<>();

  private PullDoor door() {
    return new PullDoor(
        pull.handles(),
        () -> Optional.of(TestService.PLUGIN),
        callbacks::add,
        (severity, kind, code, plugin, connection, message) ->
            recorded.add(String.join("|", severity.wireName(), kind, code, plugin, message)));
  }

  private void runOneCallback() {
    await().atMost(PullRule.LONG).until(() -> !callbacks.isEmpty());
    callbacks.remove().run();
  }

  @Test
  public void aTextArrivesOnTheThreadsOfPlugins() throws Exception {
    WebSocketHandle handle = pull.open();
    CompletableFuture<ReceiveResult> receiving =
        door().receive(handle, PullRule.LONG).toCompletableFuture();
    pull.peer().send("text");
    await().atMost(PullRule.LONG).until(() -> !callbacks.isEmpty());
    assertFalse(receiving.isDone());
    runOneCallback();
    assertEquals(new Received("text"), receiving.join());
    assertEquals(List.of(), recorded);
  }

  @Test
  public void resultsArriveOneAfterTheOther() {
    PullDoor door = door();
    WebSocketHandle nobodys = new WebSocketHandle("ws-0");
    var first = door.send(nobodys, "x").toCompletableFuture();
    var second = door.send(nobodys, "x").toCompletableFuture();
    assertEquals(1, callbacks.size());
    runOneCallback();
    assertTrue(first.isDone());
    assertFalse(second.isDone());
    runOneCallback();
    assertTrue(second.isDone());
  }

  @Test
  public void aRefusalIsRecordedWithoutTheQuery() {
    pull.host.authority.revoke("not_granted");
    CompletableFuture<OpenResult> opening = door().open(pull.request()).toCompletableFuture();
    runOneCallback();
    assertEquals(new Rejected("not_granted", "as the test says"), opening.join());
    assertEquals(
        List.of(
            "warning|pull|not_granted|test.plugin|open "
                + pull.host.gateway.url("/pull")
                + " rejected: as the test says"),
        recorded);
  }

  @Test
  public void aMalformedUrlIsNotShown() {
    CompletableFuture<OpenResult> unused =
        door().open(WebSocketRequest.of("ws://user:secret@example.com/")).toCompletableFuture();
    assertEquals(
        List.of(
            "warning|pull|malformed|test.plugin|open rejected:"
                + " url: user information is not allowed"),
        recorded);
  }

  @Test
  public void aHandleOfNobodyIsRecorded() {
    CompletableFuture<ReceiveResult> unused =
        door().receive(new WebSocketHandle("ws-0"), Duration.ZERO).toCompletableFuture();
    assertEquals(
        List.of(
            "warning|pull|unknown_handle|test.plugin|receive rejected:"
                + " this bundle has no such handle, or it was closed and is forgotten"),
        recorded);
  }

  @Test
  public void aSendThatFailsIsRecordedWithoutTheText() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().reset();
    await().atMost(PullRule.LONG).until(() -> !pull.handles().status(handle).orElseThrow().open());
    var sending = door().send(handle, "a secret").toCompletableFuture();
    runOneCallback();
    assertEquals("not_connected", ((Failed) sending.join()).code());
    assertEquals(
        List.of(
            "warning|pull|not_connected|test.plugin|send failed:"
                + " the WebSocket is closed, or about to be"),
        recorded);
  }
}
