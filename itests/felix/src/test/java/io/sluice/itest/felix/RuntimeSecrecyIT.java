// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/**
 * Whatever happens, and whatever a Runtime says: in nothing that clients receive, header, frame or
 * close, is there anything of the Runtime's but its events.
 */
public class RuntimeSecrecyIT extends BackendTest {

  private static final String DIRECT_ID = "\"event_id\":\"([^\"]+)\"";

  private final Relay front = Relay.start();
  private final TestGateway stranger = TestGateway.start();
  private final List<String> secrets = new ArrayList<>();
  private int runtimePort;

  @Before
  public void listen() throws Exception {
    front.leadTo(port);
    runtimePort = relay.target();
    secrets.addAll(
        List.of(TOKEN, "/v1/", "127.0.0.1", "localhost", "runtime.", "Exception", "java.", "org."));
    secrets.add(FOLDER.getRoot().toString());
    Watcher direct = watching(Watcher.at(directUrl(), Map.of("Authorization", "Bearer " + TOKEN)));
    String snapshot = direct.awaitFrame("snapshot");
    secrets.add(Watcher.cursor(snapshot));
    secrets.add(snapshot.replaceAll(".*" + DIRECT_ID + ".*", "$1"));
  }

  @Override
  int clientPort() {
    return front.port();
  }

  @After
  public void search() throws Exception {
    String received = front.received();
    front.close();
    stranger.close();
    assertTrue(received, received.contains("HTTP/1.1 "));
    for (String secret : secrets) {
      assertFalse(secret + " in " + received, received.contains(secret));
    }
    for (int each : new int[] {relay.port(), runtimePort, stranger.port()}) {
      assertFalse(
          each + " in " + received,
          Pattern.compile("(?<![0-9A-Za-z])" + each + "(?![0-9A-Za-z])").matcher(received).find());
    }
  }

  @Test
  public void whatIsLiveAndWhatIsReplayed() {
    Watcher watcher = watch();
    publish(worker(), 1, 3);
    watcher.awaitFrame("\"n\":3}");
    follow("?cursor=" + Watcher.cursor(watcher.frames().get(0))).awaitFrame("\"n\":3}");
    watch();
    assertTrue(front.received().contains("\"n\":3}"));
  }

  @Test
  public void aLostConnection() {
    Watcher watcher = watch();
    relay.cut();
    watcher.awaitFrame("backend.upstream_disconnect");
    publish(worker(), 1, 1);
    watcher.awaitFrame("\"n\":1}");
  }

  @Test
  public void aRuntimeThatCannotBeReached() {
    relay.leadTo(1);
    relay.cut();
    follow("").awaitFrame("backend.runtime_unavailable");
  }

  @Test
  public void aRuntimeThatWasRestarted() throws Exception {
    Watcher watcher = watch();
    Bundle observe = runtime.bundle(OBSERVE);
    observe.stop();
    watcher.awaitFrame("backend.upstream_disconnect");
    observe.start();
    lead();
    assertEquals(4410, watcher.awaitClose());
  }

  @Test
  public void aRuntimeThatIsNotKnownAnyMore() throws Exception {
    Configuration other = know("r2", "ws://127.0.0.1:" + relay.port(), TOKEN);
    Watcher watcher = watching(Watcher.at(url("r2", worker(), ""), Map.of()));
    watcher.awaitFrame("snapshot");
    forget("r2", other);
    watcher.awaitFrame("backend.runtime_unavailable");
    assertEquals(4503, watcher.awaitClose());
    assertEquals(404, refusal(() -> Watcher.at(url("r2", worker(), ""), Map.of())));
  }

  @Test
  public void aWorkerThatStopsAndIsUninstalled() throws Exception {
    Watcher watcher = watch();
    runtime.bundle(worker()).stop();
    watcher.awaitFrame("\"type\":\"status\"");
    runtime.bundle(worker()).uninstall();
    watcher.awaitFrame("backend.worker_not_found");
    assertEquals(4404, watcher.awaitClose());
  }

  @Test
  public void pathsThatAreNotThere() throws Exception {
    assertEquals(4404, follow("itest.nobody", "").awaitClose());
    for (String path : List.of("/", "/v1%2fworkers", "/api/runtimes/r1/workers/../../v1/x")) {
      String url = "ws://127.0.0.1:" + clientPort() + path;
      assertTrue(url, refusal(() -> Watcher.at(url, Map.of())) >= 400);
    }
  }

  @Test
  public void wrongCursorsAndAMessage() throws Exception {
    assertEquals(4400, follow("?cursor=nonsense").awaitClose());
    assertEquals(4410, follow("?cursor=" + secrets.get(secrets.size() - 2)).awaitClose());
    Watcher watcher = watch();
    watcher.socket().sendText("tell me of " + TOKEN, true).join();
    assertEquals(4405, watcher.awaitClose());
  }

  /** Follows a worker on the stranger, which is known as a Runtime. */
  private Watcher followStranger() {
    return watching(Watcher.at(url("r2", worker(), ""), Map.of()));
  }

  private Configuration knowStranger() throws Exception {
    return know("r2", stranger.url(""), TOKEN);
  }

  @Test
  public void aRuntimeThatRefusesAndTellsAll() throws Exception {
    stranger.answer(
        handshake ->
            "HTTP/1.1 500 at 127.0.0.1\r\nLocation: ws://127.0.0.1:%d/v1/\r\nX-Token: %s\r\n\r\n%s"
                .formatted(stranger.port(), TOKEN, TOKEN));
    Configuration known = knowStranger();
    try {
      followStranger().awaitFrame("backend.runtime_unavailable");
      await("it was asked").atMost(Host.LIMIT).until(() -> !stranger.handshakes().isEmpty());
    } finally {
      forget("r2", known);
    }
  }

  @Test
  public void aRuntimeThatRedirects() throws Exception {
    stranger.redirect("ws://127.0.0.1:" + relay.port() + "/v1/workers/" + worker() + "/events/ws");
    Configuration known = knowStranger();
    int before = relay.accepted();
    try {
      followStranger().awaitFrame("backend.runtime_unavailable");
      assertEquals(before, relay.accepted());
    } finally {
      forget("r2", known);
    }
  }

  @Test
  public void aRuntimeThatSaysNonsenseAndClosesWithAReason() throws Exception {
    Configuration known = knowStranger();
    try {
      Watcher watcher = followStranger();
      stranger.awaitPeer().send("nonsense of 127.0.0.1 with " + TOKEN);
      watcher.awaitFrame("backend.malformed_frame");
      stranger.awaitPeer().close(4999, "127.0.0.1 " + TOKEN);
      watcher.awaitFrame("backend.upstream_disconnect");
      TestPeer third = stranger.awaitPeer();
      Stream.of("runtime.slow_consumer", "runtime.worker_unavailable", "runtime.new")
          .map(code -> "{\"kind\":\"diagnostic\",\"code\":\"" + code + "\",\"message\":\"%s\"}")
          .map(frame -> frame.formatted("127.0.0.1 " + TOKEN))
          .forEach(frame -> send(third, frame));
      third.send(
          "{\"kind\":\"event\",\"cursor\":\"c-%s\",\"event_id\":\"i-%s\",\"worker_id\":\"%s\","
                  .formatted(TOKEN, TOKEN, worker())
              + "\"at\":\"127.0.0.1\",\"payload\":{\"type\":\"numbered\",\"n\":1}}");
      watcher.awaitFrame("\"n\":1}");
      assertFalse(watcher.isClosed());
    } finally {
      forget("r2", known);
    }
  }

  private static void send(TestPeer peer, String frame) {
    try {
      peer.send(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
