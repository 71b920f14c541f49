// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.FurtherEvent;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunEnd;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.Snapshot;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.TextDone;
import io.sluice.api.protocol.WorkerStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Test;

public final class WorkerStreamTest {

  private static final CursorSecret SECRET = CursorSecret.random(new SecureRandom());
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final FollowerLimits LIMITS =
      new FollowerLimits(4_096, Duration.ofSeconds(10), Duration.ofSeconds(15));

  private final AtomicLong nanos = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HeldSink sink = new HeldSink();
  private WorkerStream stream = stream("worker", 1, LogBounds.STANDARD, Runnable::run);

  @After
  public void stop() {
    threads.shutdownNow();
  }

  private WorkerStream stream(String worker, long epoch, LogBounds bounds, Executor waker) {
    return new WorkerStream(
        new StreamName("runtime", null, worker),
        SECRET,
        epoch,
        bounds,
        waker,
        nanos::get,
        Clock.systemUTC());
  }

  private void append(ProtocolEvent event) throws Exception {
    stream.append(event, ProtocolJson.encode(event));
  }

  private void append(long number) throws Exception {
    append(new FurtherEvent("numbered", Map.of("n", number)));
  }

  private void append(long from, long to) throws Exception {
    for (long number = from; number <= to; number++) {
      append(number);
    }
  }

  private Follower follow(@Nullable String cursor, HeldSink to) {
    Follower follower = stream.follow(cursor, to, LIMITS, FrameView.WHOLE);
    follower.begin();
    return follower;
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    stream.look();
  }

  private static Snapshot snapshot(HeldSink from) {
    StreamFrame.Event first = (StreamFrame.Event) from.frames().get(0);
    return (Snapshot) ProtocolJson.read(first.payload()).orElseThrow();
  }

  private void requireRefused(CursorFault fault, String cursor) {
    follow(cursor, sink);
    assertEquals(List.of(fault.code().wireName("runtime")), sink.kinds());
    assertEquals(List.of(fault.code().closeCode()), sink.closeCodes());
    assertEquals(0, stream.report().followers());
  }

  @Test
  public void withoutACursorASnapshotComesFirstAndThenWhatIsLive() throws Exception {
    append(1, 3);
    follow(null, sink);
    append(4, 5);

    assertEquals(List.of("snapshot", "numbered", "numbered"), sink.kinds());
    assertEquals(numbers(4, 5), sink.numbers());
  }

  @Test
  public void withACursorComesAllThatFollowsIt() throws Exception {
    follow(null, sink);
    append(1, 1);
    String cursor = sink.lastCursor();
    append(2, 300);
    HeldSink later = new HeldSink();

    follow(cursor, later);
    append(301, 302);

    assertEquals(numbers(2, 302), later.numbers());
    assertEquals(301, later.frames().size());
  }

  @Test
  public void aSnapshotsCursorLeadsToWhatFollowedIt() throws Exception {
    append(1, 2);
    follow(null, sink);
    String cursor = sink.lastCursor();
    append(3, 3);
    HeldSink later = new HeldSink();

    follow(cursor, later);

    assertEquals(numbers(3, 3), later.numbers());
  }

  @Test
  public void anEventHasTheSameIdForAllAndAtAllTimes() throws Exception {
    append(1);
    follow(null, sink);
    String cursor = sink.lastCursor();
    append(2);
    HeldSink later = new HeldSink();

    follow(cursor, later);

    assertEquals(sink.frames().get(1), later.frames().get(0));
  }

  @Test
  public void aSnapshotHoldsTheStateAndWhatIsOpen() throws Exception {
    WorkerStatus running = new WorkerStatus(Instant.EPOCH, "1", "running", "running", "");
    append(new WorkerStatus(Instant.EPOCH, "1", "waiting", "ready", "no grant"));
    append(running);
    append(new RunStart("a"));
    append(new RunEnd("a", "done"));
    append(new RunStart("b"));
    append(new TextDelta("b", "1", "over"));
    append(new TextDone("b", "1", "over"));
    append(new TextDelta("b", "2", "Hel"));
    append(new TextDelta("b", "2", "lo"));

    follow(null, sink);

    Snapshot snapshot = snapshot(sink);
    assertEquals(
        List.of(running, new RunStart("b"), new TextDelta("b", "2", "Hello")), snapshot.events());
    assertEquals(false, snapshot.truncated());
  }

  @Test
  public void aSnapshotThatWouldBeTooLongSaysSo() throws Exception {
    append(new RunStart("a"));
    append(new TextDelta("a", "1", "x".repeat(20_000)));

    follow(null, sink);

    assertTrue(snapshot(sink).truncated());
  }

  @Test
  public void theLastCursorLeadsToWhatIsLive() throws Exception {
    append(1, 2);
    follow(null, sink);
    HeldSink later = new HeldSink();
    follow(sink.lastCursor(), later);
    assertEquals(List.of(), later.frames());

    append(3);

    assertEquals(numbers(3, 3), later.numbers());
  }

  @Test
  public void aCursorAheadOfTheLogIsRefused() throws Exception {
    append(1, 3);
    HeldSink ahead = new HeldSink();
    follow(null, ahead).gone();
    stream = stream("worker", 1, LogBounds.STANDARD, Runnable::run);
    append(1, 2);

    requireRefused(CursorFault.EXPIRED, ahead.lastCursor());
  }

  @Test
  public void aMalformedCursorIsRefused() {
    requireRefused(CursorFault.MALFORMED, "nonsense");
  }

  @Test
  public void aCursorOfAnotherWorkerIsRefused() throws Exception {
    WorkerStream mine = stream;
    stream = stream("other", 1, LogBounds.STANDARD, Runnable::run);
    HeldSink others = new HeldSink();
    follow(null, others);
    stream = mine;

    requireRefused(CursorFault.OTHER_WORKER, others.lastCursor());
  }

  @Test
  public void aCursorOfAnEarlierLifeIsRefused() throws Exception {
    HeldSink earlier = new HeldSink();
    follow(null, earlier);
    stream = stream("worker", 2, LogBounds.STANDARD, Runnable::run);

    requireRefused(CursorFault.EARLIER_LIFE, earlier.lastCursor());
  }

  @Test
  public void aCursorWhoseSuccessorIsGoneIsRefused() throws Exception {
    stream = stream("worker", 1, new LogBounds(4, 1 << 20, LIMIT), Runnable::run);
    HeldSink earlier = new HeldSink();
    follow(null, earlier).gone();
    append(1, 5);

    requireRefused(CursorFault.EXPIRED, earlier.lastCursor());
  }

  @Test
  public void theOldestCursorThatIsStillGoodIsReplayedWhole() throws Exception {
    stream = stream("worker", 1, new LogBounds(4, 1 << 20, LIMIT), Runnable::run);
    append(1);
    HeldSink earlier = new HeldSink();
    follow(null, earlier).gone();
    append(2, 5);

    follow(earlier.lastCursor(), sink);

    assertEquals(numbers(2, 5), sink.numbers());
  }

  @Test
  public void whatIsTooOldIsNotKept() throws Exception {
    HeldSink earlier = new HeldSink();
    follow(null, earlier).gone();
    append(1, 2);
    pass(LogBounds.STANDARD.age().plusNanos(1));

    assertEquals(0, stream.report().events());
    requireRefused(CursorFault.EXPIRED, earlier.lastCursor());
  }

  @Test
  public void whatIsTooLongInAllIsNotKept() throws Exception {
    stream = stream("worker", 1, new LogBounds(100, 2_000, LIMIT), Runnable::run);
    append(1, 50);

    assertTrue(stream.report().bytes() <= 2_000);
    assertTrue(stream.report().events() > 2);
    assertEquals(50, stream.report().last());
  }

  @Test
  public void oneThatDoesNotReadIsCutWithACursorThatLeavesNoHole() throws Exception {
    follow(null, sink);
    sink.stick();
    append(1, 3);
    pass(LIMITS.writeTimeout().plusNanos(1));

    assertEquals("runtime.slow_consumer", sink.kinds().get(sink.kinds().size() - 1));
    assertEquals(List.of(4408), sink.closeCodes());
    HeldSink later = new HeldSink();
    follow(sink.lastCursor(), later);
    assertEquals(numbers(2, 3), later.numbers());
    assertEquals(numbers(1, 1), sink.numbers());
  }

  @Test
  public void oneThatIsFarBehindAndDoesNotReadIsCutEarly() throws Exception {
    follow(null, sink);
    sink.stick();
    append(1, 100);
    pass(Duration.ofMillis(1_001));

    assertEquals(List.of(4408), sink.closeCodes());
  }

  @Test
  public void aBurstIsNoFaultOfTheClients() throws Exception {
    stream = stream("worker", 1, LogBounds.STANDARD, task -> {});
    follow(null, sink);
    append(1, 100);
    pass(Duration.ofMillis(900));

    assertEquals(List.of(), sink.closeCodes());
    assertEquals(numbers(1, 100), sink.numbers());
  }

  @Test
  public void oneThatFallsBehindWhatIsKeptIsCut() throws Exception {
    stream = stream("worker", 1, new LogBounds(4, 1 << 20, LIMIT), Runnable::run);
    follow(null, sink);
    sink.stick();
    append(1, 6);
    sink.letGo();

    assertEquals("runtime.slow_consumer", sink.kinds().get(sink.kinds().size() - 1));
    assertEquals(numbers(1, 1), sink.numbers());
  }

  @Test
  public void oneThatDoesNotReadIsFeltByNobodyElse() throws Exception {
    follow(null, sink);
    sink.stick();
    HeldSink other = new HeldSink();
    follow(null, other);
    append(1, 1_000);

    assertEquals(numbers(1, 1_000), other.numbers());
  }

  @Test
  public void silenceIsFilledWithHeartbeatsWhoseCursorIsGood() throws Exception {
    append(1);
    follow(null, sink);
    pass(LIMITS.silence());
    pass(Duration.ofSeconds(1));
    pass(LIMITS.silence());

    assertEquals(List.of("snapshot", "heartbeat", "heartbeat"), sink.kinds());
    append(2);
    HeldSink later = new HeldSink();
    follow(((StreamFrame.Heartbeat) sink.frames().get(1)).cursor(), later);
    assertEquals(numbers(2, 2), later.numbers());
  }

  @Test
  public void whatIsLeftOutIsLeftOutOfTheReplayToo() throws Exception {
    append(1, 4);
    HeldSink earlier = new HeldSink();
    follow(null, earlier);
    append(5, 8);
    FrameView even =
        entry -> entry.position() % 2 == 0 ? FrameView.WHOLE.of(entry) : Optional.empty();

    stream.follow(first(earlier).cursor(), sink, LIMITS, even).begin();
    append(9, 10);

    assertEquals(List.of(6L, 8L, 10L), sink.numbers());
  }

  @Test
  public void whoIsRefusedGetsWhatWasThereBefore() throws Exception {
    stream = stream("worker", 1, LogBounds.STANDARD, task -> {});
    follow(null, sink);
    append(1, 2);
    stream.refuseAll(StreamCode.WORKER_NOT_FOUND, "gone");
    stream.look();

    assertEquals(
        List.of("snapshot", "numbered", "numbered", "runtime.worker_not_found"), sink.kinds());
    assertEquals(List.of(4404), sink.closeCodes());
  }

  @Test
  public void aClosedStreamEndsAllWhoFollow() throws Exception {
    follow(null, sink);
    stream.closeAll(1001, "stops");
    append(1);

    assertEquals(List.of(1001), sink.closeCodes());
    assertEquals(List.of("snapshot"), sink.kinds());
  }

  @Test
  public void betweenSnapshotReplayAndLiveNothingIsMissingOrTwice() throws Exception {
    int runs = 2_000;
    for (int run = 0; run < runs; run++) {
      stream = stream("worker", run, LogBounds.STANDARD, threads);
      CountDownLatch begun = new CountDownLatch(1);
      var publishing =
          threads.submit(
              () -> {
                append(1, 5);
                begun.countDown();
                append(6, 60);
                return true;
              });
      begun.await();
      HeldSink fresh = new HeldSink();
      follow(null, fresh);
      // It may be woken, and written to, by another thread before it begins.
      awaitThat(() -> !fresh.frames().isEmpty());
      StreamFrame.Event reached = last(fresh);
      HeldSink resumed = new HeldSink();
      follow(reached.cursor(), resumed);
      assertTrue(publishing.get());

      awaitLast(fresh);
      if (position(reached) < 60) {
        awaitLast(resumed);
      }
      assertEquals(numbers(position(first(fresh)) + 1, 60), fresh.numbers());
      assertEquals(numbers(position(reached) + 1, 60), resumed.numbers());
      stream.closeAll(1001, "");
    }
  }

  private static void awaitLast(HeldSink from) {
    awaitThat(() -> !from.frames().isEmpty() && position(last(from)) == 60);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofNanos(50_000))
        .atMost(LIMIT)
        .until(condition);
  }

  private static StreamFrame.Event first(HeldSink from) {
    return (StreamFrame.Event) from.frames().get(0);
  }

  private static StreamFrame.Event last(HeldSink from) {
    List<StreamFrame> frames = from.frames();
    return (StreamFrame.Event) frames.get(frames.size() - 1);
  }

  private static long position(StreamFrame.Event event) {
    return Long.parseLong(event.eventId().replaceAll("^[0-9a-f]*-|-snapshot", ""));
  }
}
