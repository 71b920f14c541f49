// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.protocol.FurtherEvent;
import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.WorkerObservation;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/** Workers as somebody outside sees them. */
public class ObserveIT extends PluginTest {

  private static final String PID = "io.sluice.observe";
  private static final String UNUSED = "/unused";

  private int port;

  @Before
  public void listen() throws Exception {
    configure(Map.of());
  }

  /** Configures the endpoint anew, also if that changes nothing: it then listens elsewhere. */
  private void configure(Map<String, Object> more) throws Exception {
    int before = host.service(WorkerObservation.class).port().orElse(0);
    Map<String, Object> values = new HashMap<>(more);
    values.put("port", 0);
    host.service(ConfigurationAdmin.class)
        .getConfiguration(PID, "?")
        .update(FrameworkUtil.asDictionary(values));
    port =
        await("the endpoint listens elsewhere")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () -> host.service(WorkerObservation.class).port().orElse(0),
                now -> now != 0 && now != before);
  }

  private static String oneSource() {
    return manifest(ingress("tap", sources(source(UNUSED))));
  }

  /** Starts the test's plugin, and waits until it can be observed. */
  private PluginCode startWorker(Recorder handler) throws Exception {
    PluginCode code = start(oneSource(), handler, "tap");
    assertEquals("", host.awaitStatus(plugin(), Status.RUNNING));
    await("the worker is known")
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.service(WorkerObservation.class).workers().stream()
                    .anyMatch(worker -> worker.worker().equals(plugin())));
    return code;
  }

  private PluginCode startWorker() throws Exception {
    return startWorker(new Recorder(event -> List.of()));
  }

  private Watcher follow(String query) {
    return Watcher.follow(port, plugin(), query);
  }

  private HttpResponse<String> list() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + "/v1/workers");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private static void publish(PluginCode code, int from, int to) {
    for (int i = from; i <= to; i++) {
      assertEquals(
          Publication.ACCEPTED,
          code.publisher().publish(new FurtherEvent("numbered", Map.of("n", i))));
    }
  }

  private static List<String> numbered(Watcher watcher) {
    return watcher.frames().stream()
        .filter(frame -> frame.contains("\"type\":\"numbered\""))
        .map(frame -> frame.replaceAll(".*\"n\":(\\d+).*", "$1"))
        .toList();
  }

  @Test
  public void aSnapshotComesFirstAndThenWhatThePluginPublishes() throws Exception {
    PluginCode code = startWorker();
    Watcher watcher = follow("");
    String snapshot = watcher.awaitFrame("\"type\":\"snapshot\"");
    assertTrue(snapshot, snapshot.contains("\"status\":\"running\""));
    assertTrue(snapshot, snapshot.contains("\"worker_id\":\"" + plugin() + "\""));

    code.publisher().publish(new RunStart("r1"));
    code.publisher().publish(new TextDelta("r1", "t1", "Hello"));

    String delta = watcher.awaitFrame("text_delta");
    assertTrue(
        delta,
        delta.endsWith(
            "\"payload\":{\"type\":\"text_delta\",\"run_id\":\"r1\",\"id\":\"t1\",\"delta\":\"Hello\"}}"));
  }

  @Test
  public void aCursorResumesWithoutAHole() throws Exception {
    PluginCode code = startWorker();
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    publish(code, 1, 3);
    String cursor = Watcher.cursor(watcher.awaitFrame("\"n\":2"));
    watcher.socket().abort();
    publish(code, 4, 6);

    Watcher later = follow("?cursor=" + cursor);
    publish(code, 7, 7);

    later.awaitFrame("\"n\":7");
    assertEquals(List.of("3", "4", "5", "6", "7"), numbered(later));
  }

  @Test
  public void aCursorOfAnEarlierLifeIsRefused() throws Exception {
    startWorker();
    String cursor = Watcher.cursor(follow("").awaitFrame("snapshot"));
    Bundle observe = host.bundle(PID);
    observe.stop();
    observe.start();
    configure(Map.of());
    await("the worker is known").atMost(Host.LIMIT).until(() -> list().body().contains(plugin()));

    Watcher watcher = follow("?cursor=" + cursor);

    String answer = watcher.awaitFrame("runtime.cursor_unknown_or_expired");
    assertTrue(answer, answer.contains("\"reason\":\"earlier_life\""));
    assertEquals(4410, watcher.awaitClose());
  }

  @Test
  public void aMalformedCursorIsRefused() throws Exception {
    startWorker();
    Watcher watcher = follow("?cursor=nonsense");
    watcher.awaitFrame("runtime.cursor_malformed");
    assertEquals(4400, watcher.awaitClose());
  }

  private void requireRefusedCursor(String cursor, String code, String reason, int closeCode)
      throws Exception {
    Watcher watcher = follow("?cursor=" + cursor);
    String answer = watcher.awaitFrame("runtime." + code);
    assertTrue(answer, answer.contains("\"reason\":\"" + reason + "\""));
    assertEquals(closeCode, watcher.awaitClose());
    assertEquals(List.of(answer), watcher.frames());
  }

  @Test
  public void aChangedCursorIsForged() throws Exception {
    startWorker();
    String cursor = Watcher.cursor(follow("").awaitFrame("snapshot"));
    requireRefusedCursor(Watcher.changedAt(40, cursor), "cursor_malformed", "forged", 4400);
  }

  @Test
  public void aCursorOfAnotherEndpointIsToldApart() throws Exception {
    startWorker();
    String cursor = Watcher.cursor(follow("").awaitFrame("snapshot"));
    requireRefusedCursor(
        Watcher.changedAt(4, cursor), "cursor_unknown_or_expired", "other_endpoint", 4410);
  }

  @Test
  public void aCursorWhoseEventsAreGoneIsExpired() throws Exception {
    configure(Map.of("log_events", 10));
    PluginCode code = startWorker();
    String cursor = Watcher.cursor(follow("").awaitFrame("snapshot"));
    publish(code, 1, 20);
    requireRefusedCursor(cursor, "cursor_unknown_or_expired", "expired", 4410);
  }

  @Test
  public void oneThatReadsAgainTooLateIsToldAndHasNoHole() throws Exception {
    configure(Map.of("log_bytes", 65_536L, "write_timeout_ms", 600_000L));
    PluginCode code = startWorker();
    Watcher stalled = Watcher.stall(port, plugin());
    await("it is there")
        .atMost(Host.LIMIT)
        .until(() -> host.service(WorkerObservation.class).observers().size() == 1);
    String large = "x".repeat(50_000);
    for (int i = 1; i <= 400; i++) {
      code.publisher().publish(new FurtherEvent("numbered", Map.of("text", large, "n", i)));
    }

    stalled.read();

    assertEquals(4408, stalled.awaitClose());
    String told = stalled.lastFrame();
    assertTrue(told, told.contains("\"code\":\"runtime.slow_consumer\""));
    assertTrue(numbered(stalled).size() < 400);
    requireRefusedCursor(Watcher.cursor(told), "cursor_unknown_or_expired", "expired", 4410);
  }

  @Test
  public void aTokenThatIsRevokedCutsWhoeverShowedIt() throws Exception {
    configure(Map.of("token", "old-token"));
    startWorker();
    String url = "ws://127.0.0.1:%d/v1/workers/%s/events/ws";
    Watcher watcher =
        Watcher.at(url.formatted(port, plugin()), Map.of("Authorization", "Bearer old-token"));
    watcher.awaitFrame("snapshot");

    configure(Map.of("token", "new-token"));

    assertEquals(1001, watcher.awaitClose());
    CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () ->
                Watcher.at(
                    url.formatted(port, plugin()), Map.of("Authorization", "Bearer old-token")));
    WebSocketHandshakeException refusal = (WebSocketHandshakeException) thrown.getCause();
    assertEquals(401, Objects.requireNonNull(refusal).getResponse().statusCode());
  }

  @Test
  public void aWorkerThatIsNotThereIsNotFound() {
    CompletionException thrown = assertThrows(CompletionException.class, () -> follow(""));
    WebSocketHandshakeException refusal = (WebSocketHandshakeException) thrown.getCause();
    assertEquals(404, Objects.requireNonNull(refusal).getResponse().statusCode());
  }

  @Test
  public void aMessageIsRefused() throws Exception {
    startWorker();
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    watcher.socket().sendText("stop", true).join();
    watcher.awaitFrame("runtime.observation_only");
    assertEquals(4405, watcher.awaitClose());
  }

  @Test
  public void aWorkerThatStopsAndComesBackIsFollowedThroughout() throws Exception {
    startWorker();
    Bundle bundle = host.bundle(plugin());
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    bundle.stop();
    watcher.awaitFrame("runtime.worker_unavailable");
    Watcher meanwhile = follow("");
    meanwhile.awaitFrame("runtime.worker_unavailable");

    bundle.start();
    new PluginCode(bundle).offer(new Recorder(event -> List.of()), "tap");
    publish(new PluginCode(bundle), 1, 1);

    watcher.awaitFrame("\"n\":1");
    meanwhile.awaitFrame("\"n\":1");
    assertFalse(watcher.isClosed());
  }

  @Test
  public void aWorkerWhoseBundleIsUninstalledEndsTheStream() throws Exception {
    startWorker();
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    host.bundle(plugin()).uninstall();
    watcher.awaitFrame("\"status\":\"gone\"");
    watcher.awaitFrame("runtime.worker_not_found");
    assertEquals(4404, watcher.awaitClose());
  }

  @Test
  public void twoWorkersAreNotMixed() throws Exception {
    PluginCode one = startWorker();
    String other = plugin() + ".other";
    host.grant(other, values(Map.of()));
    PluginCode two = new PluginCode(host.start(fixture().named(other).declaring(oneSource())));
    await("the worker is known").atMost(Host.LIMIT).until(() -> list().body().contains(other));
    Watcher ofOne = follow("");
    Watcher ofTwo = Watcher.follow(port, other, "");
    ofOne.awaitFrame("snapshot");
    String cursor = Watcher.cursor(ofTwo.awaitFrame("snapshot"));
    publish(one, 1, 1);
    publish(two, 2, 2);
    ofOne.awaitFrame("\"n\":1");
    ofTwo.awaitFrame("\"n\":2");
    assertEquals(List.of("1"), numbered(ofOne));
    assertEquals(List.of("2"), numbered(ofTwo));

    follow("?cursor=" + cursor).awaitFrame("\"reason\":\"other_worker\"");
  }

  @Test
  public void oneThatDoesNotReadIsCutAndNobodyElseFeelsIt() throws Exception {
    configure(Map.of("write_timeout_ms", 3_000L, "log_bytes", 64L << 20, "log_events", 65_536));
    PluginCode code = startWorker();
    Watcher stalled = Watcher.stall(port, plugin());
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    String large = "x".repeat(60_000);
    for (int i = 0; i < 300; i++) {
      code.publisher().publish(new TextDelta("r", "t", large));
    }
    publish(code, 1, 1);

    watcher.awaitFrame("\"n\":1");
    await("the stalled one is cut")
        .atMost(Host.LIMIT)
        .until(() -> host.service(WorkerObservation.class).observers().size() == 1);
    assertFalse(watcher.isClosed());
    stalled.socket().abort();
  }

  @Test
  public void whatWasReceivedIsNotPublished() throws Exception {
    Recorder handler = new Recorder(event -> List.of());
    PluginCode code = startWorker(handler);
    Watcher watcher = follow("");
    TestPeer peer = awaitPeer(UNUSED);
    handler.next(WebSocketOpened.class);
    watcher.awaitFrame("\"type\":\"connection\"");
    peer.send("a secret of the peer's");
    handler.next(WebSocketText.class);
    publish(code, 1, 1);
    watcher.awaitFrame("\"n\":1");
    assertFalse(watcher.frames().toString().contains("a secret of the peer's"));
  }

  @Test
  public void whatBecameOfACommandIsPublished() throws Exception {
    PluginCode code = startWorker();
    Watcher watcher = follow("");
    watcher.awaitFrame("snapshot");
    code.submit(OutputCommand.send("none", "text that is not published"));
    String result = watcher.awaitFrame("\"type\":\"command_result\"");
    assertTrue(result, result.contains("\"code\":\"not_connected\""));
    watcher.awaitFrame("\"type\":\"diagnostic\"");
    assertFalse(watcher.frames().toString().contains("text that is not published"));
  }

  @Test
  public void aPluginCannotSpeakForTheHost() throws Exception {
    PluginCode code = startWorker();
    assertEquals(
        Publication.MALFORMED, code.publisher().publish(new FurtherEvent("status", Map.of())));
    assertEquals(
        Publication.TOO_LARGE,
        code.publisher().publish(new TextDelta("r", "t", "x".repeat(70_000))));
  }

  @Test
  public void theOperatorFollowsWithoutTheNetwork() throws Exception {
    PluginCode code = startWorker();
    try (Following following =
        host.service(WorkerObservation.class).follow(plugin()).orElseThrow()) {
      assertTrue(following.next(Host.LIMIT).orElseThrow().contains("snapshot"));
      publish(code, 1, 1);
      String next = following.next(Host.LIMIT).orElseThrow();
      while (!next.contains("\"n\":1")) {
        next = following.next(Duration.ofSeconds(20)).orElseThrow();
      }
    }
  }

  @Test
  public void withoutTheBundleNothingElseChanges() throws Exception {
    Recorder handler = new Recorder(event -> List.of());
    startWorker(handler);
    TestPeer peer = awaitPeer(UNUSED);
    handler.next(WebSocketOpened.class);
    Bundle observe = host.bundle(PID);
    observe.stop();
    try {
      peer.send("still");
      assertEquals("still", handler.next(WebSocketText.class).text());
      assertEquals("", host.awaitStatus(plugin(), Status.RUNNING));
      awaitNoThreads("sluice-observe");
    } finally {
      observe.start();
    }
  }
}
