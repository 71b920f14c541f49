// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.stream.Entrance;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.KeptFrames;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Test;

public final class RuntimeEntranceTest {

  private static final Entrance.Answer NOT_FOUND =
      new Entrance.Answer(404, "{\"code\":\"runtime.worker_not_found\"}");

  private final TestWorkers workers = new TestWorkers();
  private final RuntimeEntrance entrance =
      new RuntimeEntrance(
          workers.all(), FollowerLimits.STANDARD, Clock.fixed(TestWorkers.NOW, ZoneOffset.UTC));

  @Before
  public void begin() {
    workers.report(
        TestWorkers.running("a.worker"),
        TestWorkers.plugin("idle", Status.WAITING, ServiceState.READY, "no grant names it"));
  }

  private Entrance.Admission admit(String path, @Nullable String cursor) {
    return entrance.admit(new Entrance.Visit(path, cursor, "127.0.0.1:1", Map.of()));
  }

  private KeptFrames begin(String worker, @Nullable String cursor) {
    KeptFrames frames = new KeptFrames();
    Entrance.Admitted admitted =
        (Entrance.Admitted) admit("/v1/workers/" + worker + "/events/ws", cursor);
    assertNotNull(admitted.begin(frames));
    return frames;
  }

  @Test
  public void theListIsTheOnlyPage() {
    Entrance.Answer list = entrance.page("/v1/workers");
    assertNotNull(list);
    assertEquals(200, list.status());
    assertTrue(list.json(), list.json().startsWith("{\"workers\":[{\"worker_id\":\"a.worker\","));
    assertTrue(list.json(), list.json().contains("\"worker_id\":\"idle\""));
    for (String path : List.of("/", "/v1/workers/", "/v1/workers/a.worker", "/V1/workers")) {
      assertNull(path, entrance.page(path));
    }
  }

  @Test
  public void aWorkerIsFollowed() {
    assertEquals(List.of("snapshot"), begin("a.worker", null).kinds());
  }

  @Test
  public void aWrongCursorIsAnsweredInTheStream() {
    KeptFrames frames = begin("a.worker", "nonsense");
    assertEquals(List.of("runtime.cursor_malformed"), frames.kinds());
    assertEquals(4400, frames.closeCode());
  }

  @Test
  public void aWorkerThatDoesNotRunIsFollowedAndSaidToBeUnavailable() {
    KeptFrames frames = begin("idle", null);
    assertEquals(List.of("snapshot", "runtime.worker_unavailable"), frames.kinds());
    assertEquals(0, frames.closeCode());
  }

  @Test
  public void allElseIsNotFound() {
    for (String path :
        List.of(
            "/v1/workers/nobody/events/ws",
            "/v1/workers//events/ws",
            "/v1/workers/a.worker/events/ws/",
            "/v1/workers/a.worker/events",
            "/v1/workers/a%2eworker/events/ws",
            "/v1/workers/x/../a.worker/events/ws",
            "//v1/workers/a.worker/events/ws",
            "")) {
      assertEquals(path, NOT_FOUND, admit(path, null));
    }
  }

  @Test
  public void aWorkerThatIsGoneIsNotFound() {
    workers.report();
    assertEquals(NOT_FOUND, admit("/v1/workers/a.worker/events/ws", null));
  }

  @Test
  public void whoFollowsIsListedUntilTheStreamEnds() {
    Entrance.Admitted admitted = (Entrance.Admitted) admit("/v1/workers/a.worker/events/ws", null);
    assertEquals(List.of(), entrance.observers());
    admitted.begin(new KeptFrames());

    ObserverReport observer = entrance.observers().get(0);

    assertEquals("a.worker", observer.worker());
    assertEquals("127.0.0.1:1", observer.remoteAddress());
    assertEquals(TestWorkers.NOW, observer.since());
    assertEquals(1, observer.frames());
    admitted.ended();
    assertEquals(List.of(), entrance.observers());
  }
}
