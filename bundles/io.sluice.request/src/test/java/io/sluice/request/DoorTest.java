// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.api.request.RequestResult.Answered;
import io.sluice.api.request.RequestResult.Failed;
import io.sluice.api.request.RequestResult.Rejected;
import io.sluice.spi.plugin.PluginId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.Test;

/** The door for one bundle: whose thread results arrive on, what is recorded, and how it closes. */
public final class DoorTest {

  private static final HostRequest REQUEST =
      HostRequest.of(RequestMethod.POST, "https://api.example.com/v1?token=secret");
  private static final RequestResult ANSWERED =
      new Answered(new RequestAnswer(200, List.of(), Body.EMPTY));

  private final Queue<Runnable> callbacks = new ArrayDeque<>();
  private final List<CompletableFuture<RequestResult>> sent = new ArrayList<>();
  private final List<String> recorded = new ArrayList<>();
  private Optional<PluginId> plugin =
      Optional.of(new PluginId("com.example.plugin", "1.0.0", "sha256:0", 1));
  private final Door door =
      new Door(
          this::send,
          () -> plugin,
          callbacks::add,
          (severity, kind, code, name, connection, message) ->
              recorded.add(String.join("|", severity.wireName(), kind, code, name, message)));

  private CompletableFuture<RequestResult> send(HostRequest request) {
    CompletableFuture<RequestResult> result = new CompletableFuture<>();
    sent.add(result);
    return result;
  }

  private CompletableFuture<RequestResult> open() {
    return door.send(REQUEST).toCompletableFuture();
  }

  private void openOne() {
    CompletableFuture<RequestResult> unused = open();
  }

  private void runCallbacks() {
    for (Runnable task = callbacks.poll(); task != null; task = callbacks.poll()) {
      task.run();
    }
  }

  @Test
  public void aResultArrivesOnTheThreadsOfPlugins() {
    CompletableFuture<RequestResult> answer = open();

    sent.get(0).complete(ANSWERED);

    assertFalse(answer.isDone());
    runCallbacks();
    assertEquals(ANSWERED, answer.join());
  }

  @Test
  public void resultsArriveOneAtATime() {
    openOne();
    openOne();

    sent.forEach(result -> result.complete(ANSWERED));

    assertEquals(1, callbacks.size());
  }

  @Test
  public void theNextResultArrivesAfterTheOneBefore() {
    CompletableFuture<RequestResult> first = open();
    CompletableFuture<RequestResult> second = open();
    sent.forEach(result -> result.complete(ANSWERED));

    callbacks.remove().run();

    assertTrue(first.isDone());
    assertFalse(second.isDone());
    runCallbacks();
    assertTrue(second.isDone());
  }

  @Test
  public void aResultArrivesAlsoWhereNobodyRunsCallbacksAnyMore() {
    Door refused =
        new Door(
            this::send,
            () -> plugin,
            task -> {
              throw new RejectedExecutionException("closed");
            },
            (severity, kind, code, name, connection, message) -> {});
    CompletableFuture<RequestResult> answer = refused.send(REQUEST).toCompletableFuture();

    sent.get(0).complete(ANSWERED);

    assertEquals(ANSWERED, answer.join());
  }

  @Test
  public void anAnswerIsNotRecorded() {
    openOne();

    sent.get(0).complete(ANSWERED);

    assertEquals(List.of(), recorded);
  }

  @Test
  public void aFailureIsRecordedWithoutTheQuery() {
    openOne();

    sent.get(0).complete(new Failed("timeout", "the exchange was not done in time"));

    assertEquals(
        List.of(
            "warning|request|timeout|com.example.plugin|"
                + "POST https://api.example.com/v1 failed: the exchange was not done in time"),
        recorded);
  }

  @Test
  public void whatIsMalformedIsRecordedWithoutTheUrl() {
    door.send(HostRequest.of(RequestMethod.GET, "https://user:secret@api.example.com/"));

    sent.get(0).complete(new Rejected("malformed", "url: user information is not allowed"));

    assertEquals(
        List.of(
            "warning|request|malformed|com.example.plugin|"
                + "GET rejected: url: user information is not allowed"),
        recorded);
  }

  @Test
  public void nothingIsRecordedAboutABundleThatIsNoPlugin() {
    plugin = Optional.empty();
    openOne();

    sent.get(0).complete(new Rejected("not_a_plugin", "bundle 1 is no plugin"));

    assertEquals(List.of(), recorded);
  }

  @Test
  public void closingGivesUpWhatIsUnderWay() {
    CompletableFuture<RequestResult> answer = open();

    door.close();
    runCallbacks();

    assertEquals(Requests.CANCELLED, answer.join());
    assertTrue(sent.get(0).isDone());
  }

  @Test
  public void aClosedDoorLetsNothingOut() {
    door.close();

    assertEquals(Requests.CANCELLED, open().join());
    assertEquals(List.of(), sent);
  }

  @Test
  public void theCallerCannotCompleteTheResult() {
    CompletableFuture<RequestResult> answer = open();

    answer.complete(ANSWERED);

    assertFalse(sent.get(0).isDone());
  }
}
