// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/** Two frameworks, a Runtime and a Backend, and clients that see nothing of the Runtime. */
public class ProxyIT {

  private static final String OBSERVE = "io.sluice.observe";
  private static final String PROXY = "io.sluice.proxy";
  private static final String TOKEN = "runtimes-token-8c1f";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static OwnFelix runtime;
  private static OwnFelix backend;

  @Rule public final TestName test = new TestName();

  private final Relay relay = Relay.start();
  private final List<Bundle> installed = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private Configuration known;
  private int port;

  @BeforeClass
  public static void startBoth() throws Exception {
    runtime = OwnFelix.start(FOLDER.newFolder("runtime").toPath());
    runtime.configure(OBSERVE, Map.of("port", 0, "token", TOKEN));
    backend = OwnFelix.start(FOLDER.newFolder("backend").toPath());
    backend.configure(PROXY, Map.of("port", 0));
  }

  @AfterClass
  public static void stopBoth() throws Exception {
    backend.stop();
    runtime.stop();
  }

  @Before
  public void connect() throws Exception {
    lead();
    known =
        backend.configureOneMore(
            "io.sluice.proxy.runtime",
            Map.of(
                "runtime_id", "r1", "endpoint", "ws://127.0.0.1:" + relay.port(), "token", TOKEN));
    port = awaitPort(backend, "io.sluice.spi.observation.RuntimeObservation", 9472);
    awaitRuntime("r1", true);
    start(worker());
  }

  /** Leads the relay to where the Runtime listens now. */
  private void lead() {
    relay.leadTo(awaitPort(runtime, "io.sluice.spi.observation.WorkerObservation", 9471));
  }

  private static int awaitPort(OwnFelix felix, String service, int standard) {
    return await("it listens")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(
            () -> ((OptionalInt) felix.ask(service, "port")).orElse(0),
            now -> now != 0 && now != standard);
  }

  private static void awaitRuntime(String name, boolean there) {
    await("the Runtime is configured")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                backend
                        .ask("io.sluice.spi.observation.RuntimeObservation", "runtimes")
                        .toString()
                        .contains("runtime=" + name)
                    == there);
  }

  @After
  public void disconnect() throws Exception {
    watchers.forEach(watcher -> watcher.socket().abort());
    known.delete();
    awaitRuntime("r1", false);
    for (Bundle bundle : installed) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
    relay.close();
  }

  private String worker() {
    return "itest." + test.getMethodName();
  }

  private Bundle start(String worker) throws Exception {
    Bundle bundle =
        runtime.context().installBundle(worker, Fixture.of("teller").named(worker).jar());
    installed.add(bundle);
    bundle.start();
    await("it publishes")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(() -> tell(worker, "ready", Map.of()).equals("ACCEPTED"));
    return bundle;
  }

  /** Has a worker publish an event. */
  @SuppressWarnings("unchecked")
  private static String tell(String worker, String type, Map<String, Object> fields) {
    for (ServiceReference<?> each : runtime.bundle(worker).getRegisteredServices()) {
      if (runtime.context().getService(each) instanceof BiFunction<?, ?, ?> teller) {
        return ((BiFunction<String, Map<String, Object>, String>) teller).apply(type, fields);
      }
    }
    throw new AssertionError(worker + " offers nothing");
  }

  private static void publish(String worker, int from, int to) {
    for (int i = from; i <= to; i++) {
      assertEquals("ACCEPTED", tell(worker, "numbered", Map.of("n", i)));
    }
  }

  private String url(String runtimeId, String worker, String query) {
    return "ws://127.0.0.1:%d/api/runtimes/%s/workers/%s/events/ws%s"
        .formatted(port, runtimeId, worker, query);
  }

  private Watcher follow(String worker, String query) {
    Watcher watcher = Watcher.at(url("r1", worker, query), Map.of());
    watchers.add(watcher);
    return watcher;
  }

  private Watcher follow(String query) {
    return follow(worker(), query);
  }

  /** Follows, and waits until it has begun. */
  private Watcher watch() {
    Watcher watcher = follow("");
    watcher.awaitFrame("\"type\":\"snapshot\"");
    return watcher;
  }

  private static List<Integer> numbered(Watcher watcher) {
    return watcher.frames().stream()
        .filter(frame -> frame.contains("\"type\":\"numbered\""))
        .map(frame -> Integer.valueOf(frame.replaceAll(".*\"n\":(\\d+).*", "$1")))
        .toList();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static int refusal(Runnable handshake) {
    return handshake(handshake).statusCode();
  }

  private static HttpResponse<?> handshake(Runnable handshake) {
    CompletionException thrown = assertThrows(CompletionException.class, handshake::run);
    return ((WebSocketHandshakeException) requireNonNull(thrown.getCause())).getResponse();
  }

  private void requireRefusedCursor(String cursor, String code, String reason, int closeCode)
      throws Exception {
    Watcher watcher = follow("?cursor=" + cursor);
    String answer = watcher.awaitFrame(code);
    assertTrue(answer, answer.contains("\"reason\":\"" + reason + "\""));
    assertEquals(closeCode, watcher.awaitClose());
    assertEquals(List.of(answer), watcher.frames());
  }

  @Test
  public void aSnapshotComesFirstAndThenWhatIsLive() {
    Watcher watcher = watch();
    publish(worker(), 1, 3);
    String last = watcher.awaitFrame("\"n\":3");
    assertTrue(watcher.frames().get(0), watcher.frames().get(0).contains("snapshot"));
    assertEquals(numbers(1, 3), numbered(watcher));
    assertTrue(last, last.contains("\"runtime_id\":\"r1\",\"worker_id\":\"" + worker() + "\""));
    assertTrue(last, last.endsWith("\"payload\":{\"type\":\"numbered\",\"n\":3}}"));
  }

  @Test
  public void aCursorResumesWithoutAHole() {
    Watcher watcher = watch();
    publish(worker(), 1, 3);
    String cursor = Watcher.cursor(watcher.awaitFrame("\"n\":2"));
    watcher.socket().abort();
    publish(worker(), 4, 6);
    Watcher later = follow("?cursor=" + cursor);
    publish(worker(), 7, 7);
    later.awaitFrame("\"n\":7");
    assertEquals(numbers(3, 7), numbered(later));
  }

  @Test
  public void whatIsNoCursorIsMalformed() throws Exception {
    requireRefusedCursor("nonsense", "backend.cursor_malformed", "malformed", 4400);
  }

  @Test
  public void aChangedCursorIsForged() throws Exception {
    String cursor = Watcher.cursor(watch().frames().get(0));
    char last = cursor.charAt(40) == 'A' ? 'B' : 'A';
    String changed = cursor.substring(0, 40) + last + cursor.substring(41);
    requireRefusedCursor(changed, "backend.cursor_malformed", "forged", 4400);
  }

  @Test
  public void aCursorOfTheRuntimesIsAnotherEndpoints() throws Exception {
    Watcher direct =
        Watcher.at(
            "ws://127.0.0.1:" + relay.port() + "/v1/workers/" + worker() + "/events/ws",
            Map.of("Authorization", "Bearer " + TOKEN));
    String cursor = Watcher.cursor(direct.awaitFrame("snapshot"));
    requireRefusedCursor(cursor, "backend.cursor_unknown_or_expired", "other_endpoint", 4410);
  }

  @Test
  public void twoWorkersAreNotMixed() throws Exception {
    String other = worker() + ".other";
    start(other);
    Watcher ofOne = watch();
    Watcher ofTwo = follow(other, "");
    String cursor = Watcher.cursor(ofTwo.awaitFrame("snapshot"));
    publish(worker(), 1, 1);
    publish(other, 2, 2);
    ofOne.awaitFrame("\"n\":1");
    ofTwo.awaitFrame("\"n\":2");
    assertEquals(List.of(1), numbered(ofOne));
    assertEquals(List.of(2), numbered(ofTwo));
    requireRefusedCursor(cursor, "backend.cursor_unknown_or_expired", "other_worker", 4410);
  }

  @Test
  public void aCursorWhoseEventsAreGoneIsExpired() throws Exception {
    Watcher watcher = watch();
    String cursor = Watcher.cursor(watcher.frames().get(0));
    publish(worker(), 1, 2_100);
    watcher.awaitFrame("\"n\":2100");
    requireRefusedCursor(cursor, "backend.cursor_unknown_or_expired", "expired", 4410);
  }

  @Test
  public void aRestartedBackendKnowsCursorsOfItsEarlierLife() throws Exception {
    Watcher watcher = watch();
    String cursor = Watcher.cursor(watcher.frames().get(0));
    Bundle proxy = backend.bundle(PROXY);
    proxy.stop();
    assertEquals(1001, watcher.awaitClose());
    proxy.start();
    port = awaitPort(backend, "io.sluice.spi.observation.RuntimeObservation", 9472);
    awaitRuntime("r1", true);

    requireRefusedCursor(cursor, "backend.cursor_unknown_or_expired", "earlier_life", 4410);
    watch();
  }

  @Test
  public void aRestartedRuntimeEndsTheStreamsAndBeginsAnew() throws Exception {
    Watcher watcher = watch();
    String cursor = Watcher.cursor(watcher.frames().get(0));
    Bundle observe = runtime.bundle(OBSERVE);
    observe.stop();
    watcher.awaitFrame("backend.upstream_disconnect");
    observe.start();
    lead();

    assertEquals(4410, watcher.awaitClose());
    watcher.awaitFrame("backend.cursor_unknown_or_expired");
    requireRefusedCursor(cursor, "backend.cursor_unknown_or_expired", "earlier_life", 4410);
    Watcher afresh = watch();
    await("it publishes again")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(() -> tell(worker(), "numbered", Map.of("n", 9)).equals("ACCEPTED"));
    afresh.awaitFrame("\"n\":9");
  }

  @Test
  public void aLostConnectionIsResumedWithoutAHole() {
    Watcher watcher = watch();
    publish(worker(), 1, 2);
    watcher.awaitFrame("\"n\":2");
    relay.cut();
    publish(worker(), 3, 5);
    watcher.awaitFrame("backend.upstream_disconnect");
    watcher.awaitFrame("\"n\":5");
    assertEquals(numbers(1, 5), numbered(watcher));
    assertFalse(watcher.isClosed());
  }

  @Test
  public void aLinkThatIsCutAllTheTimeLosesAndDoublesNothing() {
    Watcher watcher = watch();
    for (int i = 0; i < 60; i++) {
      publish(worker(), 1 + i * 30, 30 + i * 30);
      int seen = 1 + i * 30;
      await().atMost(Host.LIMIT).until(() -> numbered(watcher).size() >= seen);
      relay.cut();
    }
    watcher.awaitFrame("\"n\":1800,".replace(",", "}"));
    assertEquals(numbers(1, 1_800), numbered(watcher));
    assertTrue(String.valueOf(relay.accepted()), relay.accepted() > 30);
    assertFalse(watcher.isClosed());
  }

  @Test
  public void aClientThatComesAndGoesAllTheTimeMissesAndDoublesNothing() {
    String cursor = Watcher.cursor(watch().frames().get(0));
    List<Integer> seen = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int published = 0;
    for (int i = 0; i < 100; i++) {
      publish(worker(), published + 1, published + 20);
      Watcher watcher = follow("?cursor=" + cursor);
      publish(worker(), published + 21, published + 40);
      published += 40;
      watcher.awaitFrame("\"n\":" + published + "}");
      for (String frame : watcher.frames()) {
        assertTrue(frame, ids.add(frame.replaceAll(".*\"event_id\":\"([^\"]+)\".*", "$1")));
      }
      seen.addAll(numbered(watcher));
      cursor = Watcher.cursor(watcher.frames().get(watcher.frames().size() - 1));
      watcher.socket().abort();
    }
    assertEquals(numbers(1, 4_000), seen);
  }

  @Test
  public void aRuntimeThatCannotBeReachedIsSaidToBe() {
    relay.leadTo(1);
    relay.cut();
    Watcher watcher = follow("");
    watcher.awaitFrame("backend.runtime_unavailable");
    lead();
    watcher.awaitFrame("\"type\":\"snapshot\"");
    assertFalse(watcher.isClosed());
  }

  @Test
  public void aRuntimeThatWantsAnotherTokenIsUnavailable() throws Exception {
    Configuration other =
        backend.configureOneMore(
            "io.sluice.proxy.runtime",
            Map.of(
                "runtime_id",
                "r2",
                "endpoint",
                "ws://127.0.0.1:" + relay.port(),
                "token",
                "another"));
    awaitRuntime("r2", true);
    try {
      Watcher watcher = Watcher.at(url("r2", worker(), ""), Map.of());
      watcher.awaitFrame("backend.runtime_unavailable");
      watcher.socket().abort();
    } finally {
      other.delete();
      awaitRuntime("r2", false);
    }
  }

  @Test
  public void aRuntimeThatIsNotConfiguredIsNotFound() {
    assertEquals(404, refusal(() -> Watcher.at(url("nobody", worker(), ""), Map.of())));
  }

  @Test
  public void aWorkerThatIsNotThereIsNotFound() throws Exception {
    Watcher watcher = follow("itest.nobody", "");
    watcher.awaitFrame("backend.worker_not_found");
    assertEquals(4404, watcher.awaitClose());
  }

  @Test
  public void aWorkerWhoseBundleIsUninstalledEndsTheStreams() throws Exception {
    Watcher watcher = watch();
    runtime.bundle(worker()).uninstall();
    watcher.awaitFrame("\"status\":\"gone\"");
    watcher.awaitFrame("backend.worker_not_found");
    assertEquals(4404, watcher.awaitClose());
  }

  @Test
  public void aWorkerThatStopsAndComesBackIsFollowedThroughout() throws Exception {
    Watcher watcher = watch();
    Bundle bundle = runtime.bundle(worker());
    bundle.stop();
    watcher.awaitFrame("\"type\":\"status\"");
    bundle.start();
    await("it publishes")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(() -> tell(worker(), "numbered", Map.of("n", 1)).equals("ACCEPTED"));
    watcher.awaitFrame("\"n\":1");
    assertFalse(watcher.isClosed());
  }

  @Test
  public void aMessageIsRefusedAndReachesNobody() throws Exception {
    Watcher watcher = watch();
    Watcher other = watch();
    int before = relay.sent().length();
    watcher.socket().sendText("x".repeat(1_000), true).join();
    watcher.awaitFrame("backend.observation_only");
    assertEquals(4405, watcher.awaitClose());
    publish(worker(), 1, 1);
    other.awaitFrame("\"n\":1");
    assertTrue(relay.sent().length() - before < 1_000);
    assertEquals(1, relay.accepted());
  }

  @Test
  public void aHundredClientsShareOneConnectionAndOneThatDoesNotReadHoldsUpNobody()
      throws Exception {
    List<Watcher> all = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      all.add(
          Watcher.keeping(url("r1", worker(), ""), frame -> !frame.contains("\"type\":\"large\"")));
    }
    watchers.addAll(all);
    Watcher stalled = Watcher.stallAt(url("r1", worker(), ""));
    watchers.add(stalled);
    for (Watcher each : all) {
      each.awaitFrame("\"type\":\"snapshot\"");
    }
    String large = "x".repeat(50_000);
    for (int i = 1; i <= 20; i++) {
      for (int k = 0; k < 10; k++) {
        assertEquals("ACCEPTED", tell(worker(), "large", Map.of("text", large)));
      }
      publish(worker(), i, i);
      all.get(i).awaitFrame("\"n\":" + i + "}");
    }
    for (Watcher each : all) {
      each.awaitFrame("\"n\":20}");
      assertEquals(numbers(1, 20), numbered(each));
      assertFalse(each.isClosed());
    }
    await("the stalled one is cut")
        .atMost(Host.LIMIT)
        .until(
            () ->
                ((List<?>) backend.ask("io.sluice.spi.observation.RuntimeObservation", "clients"))
                        .size()
                    == 99);
    assertEquals(1, relay.accepted());
  }

  @Test
  public void clientsSeeNothingOfTheRuntime() throws Exception {
    Watcher direct =
        Watcher.at(
            "ws://127.0.0.1:" + relay.port() + "/v1/workers/" + worker() + "/events/ws",
            Map.of("Authorization", "Bearer " + TOKEN));
    direct.awaitFrame("snapshot");
    Watcher watcher = watch();
    publish(worker(), 1, 3);
    relay.cut();
    watcher.awaitFrame("backend.upstream_disconnect");
    publish(worker(), 4, 4);
    watcher.awaitFrame("\"n\":4");
    Watcher missing = follow("itest.nobody", "");
    missing.awaitClose();
    HttpResponse<?> refused = handshake(() -> Watcher.at(url("nobody", worker(), ""), Map.of()));
    runtime.bundle(worker()).uninstall();
    watcher.awaitClose();

    String received =
        watcher.frames()
            + watcher.closeReason()
            + missing.frames()
            + missing.closeReason()
            + refused.headers()
            + refused.body();
    Set<String> secrets = new HashSet<>();
    secrets.add(TOKEN);
    secrets.add("/v1/");
    secrets.add("127.0.0.1");
    secrets.add(String.valueOf(relay.port()));
    secrets.add("runtime.");
    for (String frame : direct.frames()) {
      secrets.add(Watcher.cursor(frame));
      secrets.add(frame.replaceAll(".*\"event_id\":\"([^\"]+)\".*", "$1"));
    }
    for (String secret : secrets) {
      assertFalse(secret + " in " + received, received.contains(secret));
    }
    assertTrue(secrets.toString(), secrets.size() > 6);
  }

  private void configureBackend(Map<String, ?> values) throws Exception {
    Map<String, Object> all = new HashMap<>(values);
    all.put("port", 0);
    int before = port;
    backend.configure(PROXY, all);
    port =
        await("it listens elsewhere")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () ->
                    ((OptionalInt)
                            backend.ask("io.sluice.spi.observation.RuntimeObservation", "port"))
                        .orElse(0),
                now -> now != 0 && now != before);
  }

  @Test
  public void whereATokenIsWantedAClientWithoutItIsNotLetIn() throws Exception {
    Watcher before = watch();
    configureBackend(Map.of("token", "clients-token"));
    try {
      assertEquals(1001, before.awaitClose());
      assertEquals(401, refusal(() -> follow("")));
      assertEquals(
          401,
          refusal(
              () ->
                  Watcher.at(url("r1", worker(), ""), Map.of("Authorization", "Bearer " + TOKEN))));
      Watcher.at(url("r1", worker(), ""), Map.of("Authorization", "Bearer clients-token"))
          .awaitFrame("snapshot");
    } finally {
      configureBackend(Map.of());
    }
  }

  @Test
  public void onlyListedOriginsAreLetIn() throws Exception {
    configureBackend(Map.of("origins", new String[] {"https://console.example.com"}));
    try {
      assertEquals(
          403,
          refusal(
              () ->
                  Watcher.at(
                      url("r1", worker(), ""), Map.of("Origin", "https://evil.example.com"))));
      Watcher.at(url("r1", worker(), ""), Map.of("Origin", "https://console.example.com"))
          .awaitFrame("snapshot");
    } finally {
      configureBackend(Map.of());
    }
  }

  @Test
  public void secretsAreNoPropertiesOfAService() throws Exception {
    for (ServiceReference<?> each :
        backend.context().getAllServiceReferences(null, "(objectClass=io.sluice.*)")) {
      for (String key : each.getPropertyKeys()) {
        assertFalse(each + " " + key, String.valueOf(each.getProperty(key)).contains(TOKEN));
      }
    }
    assertEquals(FrameworkUtil.createFilter("(token=*)").toString(), 0, count("(token=*)"));
  }

  private static int count(String filter) throws Exception {
    ServiceReference<?>[] found = backend.context().getAllServiceReferences(null, filter);
    return found == null ? 0 : found.length;
  }
}
