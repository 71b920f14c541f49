// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.testkit.TestClock;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.profile.SessionGateway;
import io.sluice.testkit.profile.SessionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;

/** The example plugin that keeps a session, with a gateway that does its best to lose it. */
@RunWith(PaxExam.class)
public class SessionIT extends HostTest {

  private static final String SESSION = "io.sluice.example.session";

  private final Instant begun = Instant.now();
  private SessionGateway session;

  @Before
  public void startGatewayAndPlugin() throws Exception {
    session =
        SessionGateway.start(
            SessionGateway.Settings.standard(TestClock.machine())
                .withHeartbeat(Duration.ofSeconds(1)));
    String port = String.valueOf(session.server().port());
    host.grant(
        SESSION,
        Map.of(
            "host_api.websocket",
            "ws://127.0.0.1:" + port + "/gateway",
            "ingress",
            "gateway",
            "param.port",
            port));
    host.start(Fixture.example("session"));
  }

  @After
  public void stopGateway() {
    session.close();
  }

  @Test
  public void theHeartBeatsForAsLongAsTheSessionLasts() {
    SessionReport first = awaitSession(0);
    await("heartbeats").atMost(Host.LIMIT).until(() -> session.heartbeats() >= 5);
    assertEquals(List.of(first), session.sessions());
    assertEquals(1, session.server().handshakes().size());
  }

  @Test
  public void aSessionGoesOnAfterTheConnectionWasLost() throws Exception {
    SessionReport first = awaitSession(0);
    session.dispatch("BEFORE", "{}");
    session.server().awaitPeer().drop();
    session.dispatch("MISSED", "{}");
    session.dispatch("MISSED", "{}");

    SessionReport resumed = awaitSession(1);

    assertEquals(first.id(), resumed.id());
    awaitSeen(resumed);
  }

  @Test
  public void aSessionGoesOnWhenThePluginIsAskedToConnectAgain() {
    SessionReport first = awaitSession(0);
    awaitSeen(first);

    session.askToReconnect();

    SessionReport resumed = awaitSession(1);
    assertEquals(first.id(), resumed.id());
    awaitSeen(resumed);
    assertEquals(1, session.server().mostOpenConnections());
  }

  @Test
  public void aConnectionWhoseHeartbeatsAreNotAnsweredIsGivenUp() throws Exception {
    awaitSession(0);
    session.acknowledgeHeartbeats(false);
    TestPeer peer = session.server().awaitPeer();

    assertEquals(4000, peer.awaitClose().closeCode());

    session.acknowledgeHeartbeats(true);
    awaitSeen(awaitSession(1));
  }

  @Test
  public void aSessionThatIsNotValidAnyMoreBeginsAnew() {
    SessionReport first = awaitSession(0);
    awaitSeen(first);

    session.invalidate(false);

    SessionReport anew = awaitSession(0);
    assertNotEquals(first.id(), anew.id());
    awaitSeen(anew);
    assertEquals(1, session.server().handshakes().size());
  }

  /** Waits for a connected session that was resumed so often at least. */
  private SessionReport awaitSession(int resumes) {
    return await("a session")
        .atMost(Host.LIMIT)
        .until(
            () ->
                session.sessions().stream()
                    .filter(each -> each.connected() && each.resumes() >= resumes)
                    .findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until the plugin has seen all events of the session, none left out. */
  private void awaitSeen(SessionReport report) {
    await("events that are seen")
        .atMost(Host.LIMIT)
        .until(() -> status("session").equals(report.id()) && seen() >= report.dispatched());
    assertEquals(String.valueOf(seen()), status("last"));
    assertEquals("0", status("missed"));
  }

  private long seen() {
    return Long.parseLong(status("seen"));
  }

  private String status(String key) {
    return host.service(DiagnosticLog.class)
        .selfReport(SESSION)
        .filter(report -> report.at().isAfter(begun))
        .map(report -> String.valueOf(report.status().get(key)))
        .orElse("");
  }
}
