// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.Observer;
import io.sluice.spi.observation.ObserverReport;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.Entrance;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.KeptFrames;
import io.sluice.stream.LogBounds;
import io.sluice.stream.StreamName;
import io.sluice.stream.WorkerStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public final class BackendEntranceTest {

  private static final UpstreamLimits LIMITS =
      new UpstreamLimits(
          2,
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(45),
          4);

  private final CursorSecret secret = CursorSecret.random(new SecureRandom());
  private final FakeRuntime runtime = new FakeRuntime();
  private final Set<String> denied = new HashSet<>();
  private final Feeds feeds = new Feeds(LIMITS.workers(), this::feed);
  private final BackendEntrance entrance =
      new BackendEntrance(
          feeds,
          "r"::equals,
          new Policy(),
          observer -> FrameView.WHOLE,
          FollowerLimits.STANDARD,
          Clock.systemUTC());

  private final class Policy implements ObservationPolicy {

    @Override
    public boolean mayObserve(Observer observer) {
      return !denied.contains(observer.worker());
    }

    @Override
    public Optional<ProtocolEvent> view(Observer observer, ProtocolEvent event) {
      return Optional.of(event);
    }
  }

  private Feed feed(Feeds.Key key) {
    return new Feed(
        key,
        () -> Optional.of(RuntimeTarget.of("r", "ws://127.0.0.1:1", "")),
        () ->
            new WorkerStream(
                new StreamName("backend", key.runtime(), key.worker()),
                secret,
                1,
                LogBounds.STANDARD,
                Runnable::run,
                System::nanoTime,
                Clock.systemUTC()),
        new FeedContext(
            runtime,
            LIMITS,
            new Backoff(LIMITS, most -> most),
            System::nanoTime,
            (severity, kind, code, plugin, connection, message) -> {}));
  }

  private Entrance.Admission admit(String path) {
    return entrance.admit(new Entrance.Visit(path, null, "127.0.0.1:1", Map.of()));
  }

  private static String path(String runtime, String worker) {
    return "/api/runtimes/" + runtime + "/workers/" + worker + "/events/ws";
  }

  private Entrance.Admitted begin(String worker, KeptFrames frames) {
    Entrance.Admitted admitted = (Entrance.Admitted) admit(path("r", worker));
    admitted.begin(frames);
    return admitted;
  }

  private static Entrance.Answer answer(int status, String code) {
    return new Entrance.Answer(status, "{\"code\":\"backend." + code + "\"}");
  }

  @Test
  public void anotherPathIsNotFound() {
    for (String path :
        List.of(
            "/",
            "/v1/workers/w/events/ws",
            path("r", ""),
            path("r", "w") + "/",
            "/x/.." + path("r", "w"),
            path("r", "w%2f"),
            path("r", "x".repeat(257)))) {
      assertEquals(path, answer(404, "worker_not_found"), admit(path));
      assertNull(path, entrance.page(path));
    }
  }

  @Test
  public void aRuntimeThatIsNotConfiguredIsUnavailable() {
    assertEquals(answer(404, "runtime_unavailable"), admit(path("other", "w")));
  }

  @Test
  public void whoMayNotObserveIsDenied() {
    denied.add("w");
    assertEquals(answer(403, "denied"), admit(path("r", "w")));
  }

  @Test
  public void moreWorkersThanAreKeptAreUnavailableAndThoseWhichAreKeptAreNot() {
    begin("one", new KeptFrames());
    begin("two", new KeptFrames());
    assertEquals(answer(503, "runtime_unavailable"), admit(path("r", "three")));
    begin("one", new KeptFrames());
    assertEquals(2, runtime.dials());
  }

  @Test
  public void whoMayNotObserveAnyMoreIsSentAwayAlone() {
    KeptFrames one = new KeptFrames();
    KeptFrames two = new KeptFrames();
    begin("one", one);
    begin("two", two);
    denied.add("one");

    entrance.recheck();

    assertEquals(List.of("backend.denied"), one.kinds());
    assertEquals(4403, one.closeCode());
    assertEquals(0, two.closeCode());
  }

  @Test
  public void clientsAreListedUntilTheirStreamEnds() {
    Entrance.Admitted client = begin("one", new KeptFrames());
    assertEquals(
        List.of("r/one"), entrance.clients().stream().map(ObserverReport::worker).toList());
    assertEquals(1, feeds.report("r").get(0).clients());
    client.ended();
    client.ended();
    assertEquals(List.of(), entrance.clients());
    assertEquals(0, feeds.report("r").get(0).clients());
  }
}
