// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/** Two frameworks, a Runtime and a Backend, and clients that see nothing of the Runtime. */
public class ProxyIT extends BackendTest {

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
    requireRefusedCursor(Watcher.changedAt(40, cursor), "backend.cursor_malformed", "forged", 4400);
  }

  @Test
  public void aCursorOfTheRuntimesIsAnotherEndpoints() throws Exception {
    Watcher direct = watching(Watcher.at(directUrl(), Map.of("Authorization", "Bearer " + TOKEN)));
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
    awaitBackend();

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
    awaitPublishing(worker());
    publish(worker(), 9, 9);
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
    int cuts = Integer.getInteger("sluice.cuts", 60);
    for (int i = 0; i < cuts; i++) {
      publish(worker(), 1 + i * 30, 30 + i * 30);
      int seen = 1 + i * 30;
      await().atMost(Host.LIMIT).until(() -> numbered(watcher).size() >= seen);
      relay.cut();
    }
    watcher.awaitFrame("\"n\":" + cuts * 30 + "}");
    assertEquals(numbers(1, cuts * 30), numbered(watcher));
    assertTrue(String.valueOf(relay.accepted()), relay.accepted() > cuts / 2);
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
    Configuration other = know("r2", "ws://127.0.0.1:" + relay.port(), "another");
    try {
      watching(Watcher.at(url("r2", worker(), ""), Map.of()))
          .awaitFrame("backend.runtime_unavailable");
    } finally {
      forget("r2", other);
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
    awaitPublishing(worker());
    publish(worker(), 1, 1);
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
          watching(
              Watcher.keeping(
                  url("r1", worker(), ""), frame -> !frame.contains("\"type\":\"large\""))));
    }
    watching(Watcher.stallAt(url("r1", worker(), "")));
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
    await("the stalled one is cut").atMost(Host.LIMIT).until(() -> clients() == 99);
    assertEquals(1, relay.accepted());
  }

  @Test
  public void oneThatReadsAgainTooLateIsToldAndHasNoHole() throws Exception {
    configureBackend(Map.of("log_bytes", 65_536L, "write_timeout_ms", 600_000L));
    try {
      Watcher stalled = watching(Watcher.stallAt(url("r1", worker(), "")));
      Watcher watcher = watch();
      await("both are followers").atMost(Host.LIMIT).until(() -> clients() == 2);
      String large = "x".repeat(50_000);
      for (int i = 1; i <= 400; i++) {
        assertEquals("ACCEPTED", tell(worker(), "numbered", Map.of("text", large, "n", i)));
        String last = "\"n\":" + i;
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .atMost(Host.LIMIT)
            .until(() -> watcher.lastFrame().contains(last));
      }

      stalled.read();

      assertEquals(4408, stalled.awaitClose());
      String told = stalled.lastFrame();
      assertTrue(told, told.contains("\"code\":\"backend.slow_consumer\""));
      List<Integer> seen = numbered(stalled);
      assertEquals(numbers(1, seen.size()), seen);
      assertTrue(String.valueOf(seen.size()), seen.size() < 400);
      requireRefusedCursor(
          Watcher.cursor(told), "backend.cursor_unknown_or_expired", "expired", 4410);
    } finally {
      configureBackend(Map.of());
    }
  }

  @Test
  public void moreWorkersThanAreKeptAreUnavailable() throws Exception {
    configureBackend(Map.of("workers", 1));
    try {
      watch();
      HttpResponse<?> refused = handshake(() -> follow("itest.other", ""));
      assertEquals(503, refused.statusCode());
      watch();
    } finally {
      configureBackend(Map.of());
    }
  }

  @Test
  public void aTokenThatIsRevokedAtTheRuntimeCutsWhoeverShowedIt() throws Exception {
    Map<String, String> old = Map.of("Authorization", "Bearer " + TOKEN);
    Watcher direct = watching(Watcher.at(directUrl(), old));
    direct.awaitFrame("snapshot");
    Watcher watcher = watch();
    configureRuntime(Map.of("token", "another-token"));
    try {
      assertEquals(1001, direct.awaitClose());
      watcher.awaitFrame("backend.upstream_disconnect");
      lead();
      assertEquals(401, refusal(() -> Watcher.at(directUrl(), old)));
      awaitDiagnostic("upstream_refused");
      assertEquals(List.of(), numbered(watcher));
    } finally {
      configureRuntime(Map.of("token", TOKEN));
    }
    lead();
    assertEquals("its events began anew", 4410, watcher.awaitClose());
    watch();
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
