// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.plugin.PluginId;
import io.sluice.stream.KeptFrames;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What the host's other bundles tell, as observers get it. */
public final class HostListenersTest {

  private static final PluginId PLUGIN = new PluginId("w", "1.0.0", "sha256:0", 7);

  private final TestWorkers workers = new TestWorkers();
  private final HostNews news = new HostNews(number -> {});
  private final HostListeners listeners = new HostListeners(workers.all(), news, Clock.systemUTC());
  private KeptFrames frames = new KeptFrames();
  private KeptFrames others = new KeptFrames();

  @Before
  public void begin() {
    workers.report(TestWorkers.running("w"), TestWorkers.running("other"));
    frames = workers.follow("w");
    others = workers.follow("other");
    news.start();
  }

  @After
  public void stop() {
    news.close();
  }

  /** Waits for what was told, and returns the one event that came of it. */
  private String told(String type) {
    listeners.recorded(diagnostic("w", "last"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> frames.frames().toString().contains("\"code\":\"last\""));
    assertEquals(List.of("snapshot", type, "diagnostic"), frames.kinds());
    assertEquals(List.of("snapshot"), others.kinds());
    return frames.frames().get(1);
  }

  private static Diagnostic diagnostic(String plugin, String code) {
    return new Diagnostic(
        TestWorkers.NOW, Diagnostic.Severity.WARNING, "websocket", code, plugin, "c1", "why");
  }

  @Test
  public void aConnectionIsToldOf() {
    listeners.connectionChanged(
        new ConnectionReport(
            PLUGIN,
            "feed",
            "c1",
            "wss://gateway.example.com/feed",
            ConnectionReport.State.CONNECTED,
            TestWorkers.NOW,
            "",
            "192.0.2.1:443",
            null,
            null,
            null,
            null,
            null,
            1,
            null,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0));
    String event = told("connection");
    assertTrue(event, event.contains("\"state\":\"connected\""));
    assertFalse(event, event.contains("192.0.2.1"));
  }

  @Test
  public void whatBecameOfACommandIsToldOf() {
    listeners.completed(
        PLUGIN,
        new CommandResult(
            "id",
            "correlation",
            null,
            "websocket_send",
            Outcome.FAILED,
            "not_connected",
            "the connection is not there",
            null,
            null,
            TestWorkers.NOW));
    String event = told("command_result");
    assertTrue(event, event.contains("\"code\":\"not_connected\""));
    assertTrue(event, event.contains("\"outcome\":\"failed\""));
  }

  private void requireOnlyTheLast() {
    listeners.recorded(diagnostic("w", "last"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> frames.frames().toString().contains("\"code\":\"last\""));
    assertEquals(List.of("snapshot", "diagnostic"), frames.kinds());
  }

  @Test
  public void aDiagnosticOfTheHostItselfIsNobodysToSee() {
    listeners.recorded(diagnostic("", "upstream_refused"));
    requireOnlyTheLast();
    assertEquals(List.of("snapshot"), others.kinds());
  }

  @Test
  public void aDiagnosticOfAPluginThatIsNoWorkerIsPassedOver() {
    listeners.recorded(diagnostic("nobody", "code"));
    requireOnlyTheLast();
  }

  @Test
  public void thatSomethingIsMissingIsToldToAll() {
    listeners.missed(3);
    for (KeptFrames each : List.of(frames, others)) {
      String event = each.frames().get(1);
      assertTrue(event, event.contains("\"code\":\"host_events_dropped\""));
      assertTrue(event, event.contains("3 events of the host were dropped"));
    }
  }

  @Test
  public void theRosterIsFollowed() {
    listeners.rosterChanged(List.of(TestWorkers.running("w"), TestWorkers.running("new")));
    await().atMost(Duration.ofSeconds(20)).until(() -> workers.all().present("new").isPresent());
    await().atMost(Duration.ofSeconds(20)).until(() -> workers.all().present("other").isEmpty());
  }
}
