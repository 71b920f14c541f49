// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.target.TargetUrl;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.Follower;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.KeptFrames;
import io.sluice.stream.LogBounds;
import io.sluice.stream.StreamName;
import io.sluice.stream.WorkerStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class FeedTest {

  private static final Duration LINGER = Duration.ofSeconds(30);
  private static final UpstreamLimits LIMITS =
      new UpstreamLimits(
          8,
          LINGER,
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(45),
          4);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong epochs = new AtomicLong();
  private final FakeRuntime runtime = new FakeRuntime();
  private final List<String> diagnosed = new ArrayList<>();
  private final CursorSecret secret = CursorSecret.random(new SecureRandom());
  private Optional<RuntimeTarget> target =
      Optional.of(new RuntimeTarget("r", TargetUrl.parse("ws://127.0.0.1:1"), ""));

  private final Feed feed =
      new Feed(
          new Feeds.Key("r", "w"),
          () -> target,
          this::stream,
          new FeedContext(
              runtime,
              LIMITS,
              new Backoff(LIMITS, most -> most),
              nanos::get,
              (severity, kind, code, plugin, connection, message) -> diagnosed.add(code)));

  private WorkerStream stream() {
    return new WorkerStream(
        new StreamName("backend", "r", "w"),
        secret,
        epochs.incrementAndGet(),
        LogBounds.STANDARD,
        Runnable::run,
        nanos::get,
        Clock.systemUTC());
  }

  private KeptFrames join(@Nullable String cursor) {
    KeptFrames frames = new KeptFrames();
    feed.enter();
    Follower unused =
        feed.join(
            stream -> stream.follow(cursor, frames, FollowerLimits.STANDARD, FrameView.WHOLE));
    return frames;
  }

  private KeptFrames join() {
    return join(null);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    feed.look();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static List<String> then(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  @Test
  public void theFirstClientGetsTheSnapshotOfTheRuntime() {
    KeptFrames client = join();
    assertEquals(List.of(), client.frames());
    runtime.call().open().snapshot("at-0").numbered(1);
    assertEquals(List.of("snapshot", "1"), client.kinds());
  }

  @Test
  public void aLaterClientGetsASnapshotOfTheBackendsOwnOnTheSameConnection() {
    join();
    runtime.call().open().snapshot("at-0").numbered(1);
    KeptFrames later = join();
    runtime.call().numbered(2);
    assertEquals(List.of("snapshot", "2"), later.kinds());
    assertEquals(1, runtime.dials());
  }

  @Test
  public void namesCursorsAndIdsAreTheBackendsOwn() {
    KeptFrames client = join();
    runtime.call().open().numbered(1);
    String frame = client.frames().get(0);
    assertTrue(frame, frame.contains("\"runtime_id\":\"r\",\"worker_id\":\"w\""));
    assertTrue(frame, frame.endsWith("\"payload\":{\"type\":\"numbered\",\"n\":1}}"));
    assertFalse(frame, frame.contains("at-1"));
    assertFalse(frame, frame.contains("id-1"));
  }

  @Test
  public void aClientResumesByItsCursor() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1).numbered(2);
    String cursor = client.lastCursor();
    runtime.call().numbered(3);
    assertEquals(List.of("3"), join(cursor).kinds());
  }

  @Test
  public void aLostConnectionIsResumedAndClientsStay() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1).end(0);
    assertEquals(List.of("snapshot", "1", "backend.upstream_disconnect"), client.kinds());
    pass(Duration.ofMillis(249));
    assertEquals(1, runtime.dials());

    pass(Duration.ofMillis(1));

    assertEquals("at-1", runtime.call().cursor());
    runtime.call().open().numbered(2);
    assertEquals(List.of("snapshot", "1", "backend.upstream_disconnect", "2"), client.kinds());
    assertEquals(0, client.closeCode());
  }

  @Test
  public void aHeartbeatMovesTheCursor() {
    join();
    runtime.call().open().snapshot("at-0").send("{\"kind\":\"heartbeat\",\"cursor\":\"at-9\"}");
    runtime.call().end(0);
    pass(Duration.ofSeconds(1));
    assertEquals("at-9", runtime.call().cursor());
  }

  @Test
  public void whatComesTwiceIsDeliveredOnce() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1).numbered(2).end(0);
    pass(Duration.ofSeconds(1));
    runtime.call().open().numbered(1).numbered(2).numbered(3);
    assertEquals(List.of("snapshot", "1", "2", "backend.upstream_disconnect", "3"), client.kinds());
  }

  @Test
  public void aRuntimeThatCannotBeReachedIsDialledLessAndLess() {
    KeptFrames client = join();
    for (long wait : new long[] {250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
      int before = runtime.dials();
      runtime.call().end(0);
      pass(Duration.ofMillis(wait - 1));
      assertEquals(before, runtime.dials());
      pass(Duration.ofMillis(1));
      assertEquals(before + 1, runtime.dials());
    }
    assertEquals(1, client.kinds().stream().filter("backend.runtime_unavailable"::equals).count());
    assertEquals(0, client.closeCode());
  }

  @Test
  public void whoComesWhileTheRuntimeIsLostIsTold() {
    join();
    runtime.call().open().snapshot("at-0").end(0);
    assertEquals(List.of("snapshot", "backend.upstream_disconnect"), join().kinds());
  }

  @Test
  public void aRuntimeThatIsNotConfiguredAnyMoreEndsTheStreams() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0");
    target = Optional.empty();
    feed.disown();
    assertEquals(List.of("snapshot", "backend.runtime_unavailable"), client.kinds());
    assertEquals(4503, client.closeCode());
    assertTrue(runtime.call().isClosed());
  }

  @Test
  public void aRestartedRuntimeBeginsAnewAndOldCursorsSaySo() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1).end(0);
    String cursor = client.lastCursor();
    pass(Duration.ofSeconds(1));

    runtime.call().open().notice("runtime.cursor_unknown_or_expired");

    assertEquals(4410, client.closeCode());
    assertTrue(client.frames().toString().contains("backend.cursor_unknown_or_expired"));
    assertNull(runtime.call().cursor());
    KeptFrames refused = join(cursor);
    assertTrue(refused.frames().toString(), refused.frames().toString().contains("earlier_life"));
    KeptFrames afresh = join();
    runtime.call().open().snapshot("at-0").numbered(7);
    assertEquals(List.of("snapshot", "7"), afresh.kinds());
  }

  @Test
  public void aWorkerThatIsNotThereEndsTheStreams() {
    KeptFrames client = join();
    runtime.call().end(404);
    assertEquals(List.of("backend.worker_not_found"), client.kinds());
    assertEquals(4404, client.closeCode());
  }

  @Test
  public void aWorkerThatIsNotThereIsNotAskedForAgainAtOnce() {
    join();
    runtime.call().end(404);
    KeptFrames next = join();
    assertEquals(4404, next.closeCode());
    assertEquals(1, runtime.dials());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    KeptFrames later = join();
    assertEquals(2, runtime.dials());
    runtime.call().open().snapshot("at-0");
    assertEquals(List.of("snapshot"), later.kinds());
  }

  @Test
  public void aWorkerThatWasUninstalledEndsTheStreamsAfterItsLastEvent() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1).notice("runtime.worker_not_found");
    assertEquals(List.of("snapshot", "1", "backend.worker_not_found"), client.kinds());
    assertEquals(4404, client.closeCode());
  }

  @Test
  public void aWorkerThatDoesNotRunKeepsItsStreams() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").notice("runtime.worker_unavailable").numbered(1);
    assertEquals(List.of("snapshot", "1"), client.kinds());
  }

  private void requireMalformed(String text) {
    KeptFrames client = join();
    FakeRuntime.Call call = runtime.call().open().snapshot("at-0").send(text);
    assertEquals(List.of("snapshot", "backend.malformed_frame"), client.kinds());
    assertTrue(call.isClosed());
    assertEquals(List.of("upstream_malformed_frame"), diagnosed);
    call.numbered(1);
    pass(Duration.ofSeconds(1));
    assertEquals("at-0", runtime.call().cursor());
    runtime.call().open().numbered(1);
    assertEquals(List.of("snapshot", "backend.malformed_frame", "1"), client.kinds());
  }

  @Test
  public void noJsonIsMalformed() {
    requireMalformed("nonsense");
  }

  @Test
  public void anEventOfAnotherWorkerIsMalformed() {
    requireMalformed(
        "{\"kind\":\"event\",\"cursor\":\"c\",\"event_id\":\"i\",\"worker_id\":\"other\","
            + "\"payload\":{\"type\":\"numbered\"}}");
  }

  @Test
  public void aPayloadWithoutATypeIsMalformed() {
    requireMalformed(
        "{\"kind\":\"event\",\"cursor\":\"c\",\"event_id\":\"i\",\"worker_id\":\"w\","
            + "\"payload\":{}}");
  }

  @Test
  public void aPayloadThatIsTooLongIsMalformed() {
    requireMalformed(
        "{\"kind\":\"event\",\"cursor\":\"c\",\"event_id\":\"i\",\"worker_id\":\"w\","
            + "\"payload\":{\"type\":\"x\",\"text\":\""
            + "x".repeat(70_000)
            + "\"}}");
  }

  @Test
  public void aCursorThatNoUrlCouldHoldIsMalformed() {
    requireMalformed("{\"kind\":\"heartbeat\",\"cursor\":\"" + "c".repeat(600) + "\"}");
  }

  @Test
  public void whatIsNoTextIsMalformed() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").garbage();
    assertEquals(List.of("snapshot", "backend.malformed_frame"), client.kinds());
  }

  @Test
  public void aFrameOfAnUnknownKindIsPassedOver() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").send("{\"kind\":\"later\"}").numbered(1);
    assertEquals(List.of("snapshot", "1"), client.kinds());
  }

  @Test
  public void theConnectionOutlivesItsLastClientForAWhile() {
    join();
    runtime.call().open().snapshot("at-0");
    feed.leave();
    pass(LINGER.minusMillis(1));
    assertFalse(runtime.call().isClosed());
    pass(Duration.ofMillis(1));
    assertTrue(runtime.call().isClosed());
    assertEquals("idle", feed.report().state());
  }

  @Test
  public void afterTheLastClientLeftNobodyIsDialled() {
    join();
    runtime.call().open().snapshot("at-0").end(0);
    feed.leave();
    pass(Duration.ofMinutes(1));
    assertEquals(1, runtime.dials());
  }

  @Test
  public void whoComesBackAfterTheConnectionWasClosedMissesNothing() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0").numbered(1);
    feed.leave();
    pass(LINGER);

    KeptFrames back = join(client.lastCursor());

    assertEquals("at-1", runtime.call().cursor());
    runtime.call().open().numbered(2).numbered(3);
    assertEquals(List.of("2", "3"), back.kinds());
  }

  @Test
  public void aConnectionThatWasGivenUpSaysNothingAnyMore() {
    KeptFrames client = join();
    FakeRuntime.Call first = runtime.call().open().snapshot("at-0");
    feed.leave();
    pass(LINGER);
    KeptFrames back = join(client.lastCursor());
    first.numbered(9);
    first.end(0);
    runtime.call().open().numbered(1);
    assertEquals(List.of("1"), back.kinds());
    assertEquals("connected", feed.report().state());
  }

  @Test
  public void aFeedIsForgottenWhenNothingOfItIsKept() {
    join();
    runtime.call().open().snapshot("at-0");
    feed.leave();
    pass(LINGER);
    assertFalse(feed.isOver());
    pass(LogBounds.STANDARD.age());
    assertTrue(feed.isOver());
  }

  @Test
  public void aRefusedHandshakeIsNotedWithItsStatusAlone() {
    KeptFrames client = join();
    runtime.call().end(401);
    assertEquals(List.of("backend.runtime_unavailable"), client.kinds());
    assertEquals(List.of("upstream_refused"), diagnosed);
  }

  @Test
  public void whatGoesOnBeingWrongIsNotedOnceAndAgainAfterItWentWell() {
    join();
    for (int i = 0; i < 5; i++) {
      runtime.call().end(503);
      pass(Duration.ofMinutes(1));
    }
    assertEquals(List.of("upstream_refused"), diagnosed);
    runtime.call().open().snapshot("at-0").end(0);
    pass(Duration.ofMinutes(1));
    runtime.call().end(503);
    assertEquals(List.of("upstream_refused", "upstream_lost", "upstream_refused"), diagnosed);
  }

  @Test
  public void eachLossOfAConnectionIsNoted() {
    join();
    for (int i = 0; i < 3; i++) {
      runtime.call().open().snapshot("at-0").end(0);
      pass(Duration.ofMinutes(1));
    }
    assertEquals(List.of("upstream_lost", "upstream_lost", "upstream_lost"), diagnosed);
  }

  @Test
  public void thousandsOfEventsAreDeliveredOnceAndInOrderOverManyConnections() {
    KeptFrames client = join();
    runtime.call().open().snapshot("at-0");
    int next = 1;
    for (int i = 0; i < 300; i++) {
      FakeRuntime.Call call = runtime.call();
      for (int n = Math.max(1, next - i % 5); n < next + 7; n++) {
        call.numbered(n);
      }
      next += 7;
      call.end(0);
      pass(Duration.ofSeconds(60));
      assertNotEquals(call, runtime.call());
      runtime.call().open();
    }
    List<String> seen =
        client.kinds().stream().filter(kind -> Character.isDigit(kind.charAt(0))).toList();
    assertEquals(then("1", numbers(2, next - 1)), seen);
  }
}
