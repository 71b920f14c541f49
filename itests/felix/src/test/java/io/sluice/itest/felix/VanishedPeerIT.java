// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.util.Map;
import org.junit.After;
import org.junit.Test;

/** A peer is gone without a word: no close frame, no FIN, no RST, no answer to a SYN. */
public class VanishedPeerIT extends PluginTest {

  private static final String PID = "io.sluice.websocket";
  private static final String CONNECT_TIMEOUT = "connect_timeout_ms";
  private static final long STANDARD_TIMEOUT = 5_000;

  /** Has a source find out within the time of a test. */
  static final String WATCHFUL = "'liveness': {'ping_ms': 200, 'pong_deadline_ms': 3000}";

  private static final String MANIFEST =
      manifest(ingress("tap", sources(source("/tap", WATCHFUL, SOON))));

  private final Recorder recorder = new Recorder();

  @After
  public void restoreLimits() throws Exception {
    configure(PID, Map.of(CONNECT_TIMEOUT, STANDARD_TIMEOUT));
  }

  private PluginCode startAt(int port) throws Exception {
    grant(
        Map.of("host_api.websocket", "ws://127.0.0.1:" + port, "param.port", String.valueOf(port)));
    PluginCode code = new PluginCode(host.start(fixture().declaring(MANIFEST)));
    code.offer(recorder, "tap");
    return code;
  }

  @Test
  public void aHostThatDoesNotAnswerASynIsGivenUpAndTriedAgain() throws Exception {
    configure(PID, Map.of(CONNECT_TIMEOUT, 300L));
    try (BlackHole hole = BlackHole.open()) {
      startAt(hole.port());

      assertEquals("connect_timeout", recorder.next(WebSocketFailed.class).failure());
      assertEquals("connect_timeout", recorder.next(WebSocketFailed.class).failure());
      host.awaitDiagnostic(plugin(), "connect_timeout");
      assertEquals(0, recorder.all(WebSocketOpened.class).size());
    }
  }

  @Test
  public void aMachineThatIsGoneIsFoundOutAndDialledAnew() throws Exception {
    try (Relay relay = Relay.start()) {
      relay.leadTo(gateway.port());
      startAt(relay.port());
      TestPeer lost = gateway.awaitPeer();
      String first = recorder.next(WebSocketOpened.class).connection();
      await("pings are answered")
          .atMost(Host.LIMIT)
          .until(() -> host.connections(plugin()).get(0).lastPongAt() != null);

      relay.loseAll();
      lost.send("nobody will read this");

      assertEquals("pong_timeout", recorder.next(WebSocketFailed.class).failure());
      WebSocketClosed closed = recorder.next(WebSocketClosed.class);
      assertEquals(first, closed.connection());
      assertEquals(1006, closed.code());
      assertEquals(ClosedBy.NETWORK, closed.closedBy());
      TestPeer found = gateway.awaitPeer();
      recorder.next(WebSocketOpened.class);
      host.awaitConnection(plugin(), State.CONNECTED);
      found.send("here again");
      await().atMost(Host.LIMIT).until(() -> recorder.texts().contains("here again"));
      assertEquals(1, recorder.texts().size());
      assertEquals(2, relay.accepted());
    }
  }
}
