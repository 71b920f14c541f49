// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.ingress.UnusableHandlerException;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** What comes of a handler that throws, or takes too long. */
public final class LaneFailureTest {

  private static final String RESTART = "; sluice:restart starts its service again";

  private final LaneBench bench = new LaneBench();
  private final Lane lane = bench.lane();
  private final Events events = Events.of("c1");

  @After
  public void close() {
    Thread.interrupted();
    bench.close();
  }

  private EventQueue handle(int number, EventConsumer consumer) {
    EventQueue queue = LaneBench.queue(lane, LaneBench.spec(256, 1_000, Overflow.PAUSE), consumer);
    for (int i = 0; i < number; i++) {
      queue.offer(events.text(), 1);
    }
    bench.pool.runAll();
    return queue;
  }

  /** Throws at each event and remembers it. */
  private EventConsumer throwing(Throwable thrown) {
    return event -> {
      bench.handled.add(event);
      throwAny(thrown);
    };
  }

  private static void throwAny(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  private LaneFailure failure() {
    return lane.failure().toCompletableFuture().join();
  }

  private boolean failed() {
    return lane.failure().toCompletableFuture().isDone();
  }

  private RecordedDiagnostics.Entry recorded(int index) {
    return bench.diagnostics.entries().get(index);
  }

  @Test
  public void theNextEventIsDeliveredAfterOneThatTheHandlerThrewAt() {
    handle(2, throwing(new IllegalStateException("no")));

    assertEquals(2, bench.handled.size());
    assertEquals(2, lane.failures());
    assertFalse(failed());
  }

  @Test
  public void whatAHandlerThrewIsRecordedByItsClassAndItsPlace() {
    handle(1, throwing(at("com.example.Gateway", "handle", 42)));

    assertEquals(
        List.of(
            new RecordedDiagnostics.Entry(
                Severity.WARNING,
                "ingress",
                "handler_failed",
                LaneBench.PLUGIN,
                "c1",
                "the handler threw java.lang.IllegalStateException at com.example.Gateway.handle:42")),
        bench.diagnostics.entries());
  }

  /** As if it was thrown by a check of the JDK, in a record of the API, that a plugin made. */
  private static RuntimeException at(String type, String method, int line) {
    RuntimeException thrown = new IllegalStateException("no");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "app", "java.base", "17", "java.util.Objects", "requireNonNull", "Objects.java", 1),
          new StackTraceElement("io.sluice.api.command.SendText", "<init>", "SendText.java", 2),
          new StackTraceElement(type, method, "Gateway.java", line)
        });
    return thrown;
  }

  @Test
  public void aReceivedTextInTheMessageOfAnExceptionIsNotRecorded() {
    handle(1, throwing(new IllegalStateException("cannot parse: a peer's text")));

    String message = recorded(0).message();
    assertFalse(message, message.contains("text"));
  }

  @Test
  public void aReceivedTextInTheMessageOfAnErrorOfTheVirtualMachineIsNotRecorded() {
    handle(1, throwing(new InternalError("cannot parse: a peer's text")));

    assertEquals("handler_vm_error", failure().code());
    assertFalse(failure().message(), failure().message().contains("text"));
    String message = recorded(0).message();
    assertFalse(message, message.contains("peer"));
  }

  @Test
  public void whatTheHostSaysOfAHandlerIsRecordedAsItIs() {
    handle(1, throwing(new UnusableHandlerException("the handler returned null")));

    assertEquals("the handler returned null", recorded(0).message());
  }

  @Test
  public void aHandlerThatThrowsThreeTimesInARowIsCalledNoMore() {
    EventQueue queue = handle(10, throwing(new IllegalStateException("no")));

    assertEquals(3, bench.handled.size());
    assertEquals(Offer.CLOSED, queue.offer(events.text(), 1));
    assertEquals(
        new LaneFailure("handler_failing", "the handler threw 3 times in a row"), failure());
    assertEquals("handler_failing", recorded(3).code());
    assertEquals(Severity.ERROR, recorded(3).severity());
    assertEquals("the handler threw 3 times in a row" + RESTART, recorded(3).message());
  }

  @Test
  public void aHandlerThatSucceedsNowAndThenGoesOn() {
    handle(
        9,
        event -> {
          bench.handled.add(event);
          if (bench.handled.size() % 3 != 0) {
            throw new IllegalStateException("no");
          }
        });

    assertEquals(9, bench.handled.size());
    assertEquals(6, lane.failures());
    assertFalse(failed());
  }

  @Test
  public void anErrorThatIsNotOfTheVirtualMachineCountsLikeAnException() {
    handle(2, throwing(new AssertionError("no")));

    assertEquals(2, bench.handled.size());
    assertFalse(failed());
  }

  @Test
  public void aStackOverflowFailsTheServiceAtOnce() {
    handle(2, throwing(new StackOverflowError()));

    assertEquals(1, bench.handled.size());
    assertEquals(
        new LaneFailure("handler_vm_error", "the handler caused java.lang.StackOverflowError"),
        failure());
  }

  @Test
  public void aLackOfMemoryFailsTheServiceAtOnce() {
    handle(2, throwing(new OutOfMemoryError("heap")));

    assertEquals(1, bench.handled.size());
    assertEquals("handler_vm_error", failure().code());
  }

  @Test
  public void anExceptionWhoseStackThrowsIsRecordedByItsName() {
    handle(1, throwing(new Speechless()));

    assertEquals("the handler threw " + Speechless.class.getName(), recorded(0).message());
  }

  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no words");
    }
  }

  @Test
  public void eventsAreHandledThoughNothingCanBeRecorded() {
    Lane unrecorded =
        Lane.open(
            LaneBench.PLUGIN,
            new LaneServices(
                bench.pool,
                () -> false,
                bench.calls,
                bench.watchdog,
                new IngressLimits(1, 256, 1_000, LaneBench.WARN, LaneBench.INTERRUPT),
                (severity, kind, code, plugin, connection, message) -> {
                  throw new IllegalStateException("gone");
                },
                bench.millis::get,
                bench.nanos::get));
    EventQueue queue =
        LaneBench.queue(
            unrecorded,
            LaneBench.spec(256, 1_000, Overflow.PAUSE),
            throwing(new IllegalStateException("no")));
    queue.offer(events.text(), 1);
    queue.offer(events.text(), 1);

    bench.pool.runAll();

    assertEquals(2, bench.handled.size());
  }

  @Test
  public void aSlowCallIsRecordedWhileItRuns() {
    handle(
        1,
        event -> {
          bench.watchdog.look();
          bench.lookAfter(LaneBench.WARN);
        });

    assertEquals("handler_slow", recorded(0).code());
    assertEquals(Severity.WARNING, recorded(0).severity());
    assertEquals("a handler call takes longer than 1000 ms", recorded(0).message());
    assertNull(recorded(0).connection());
    assertEquals(1, bench.occupied.get());
    assertFalse(failed());
  }

  @Test
  public void aSlowCallNoLongerOccupiesItsThreadOnceItEnded() {
    handle(
        1,
        event -> {
          bench.watchdog.look();
          bench.lookAfter(LaneBench.WARN);
        });

    bench.watchdog.look();

    assertEquals(0, bench.occupied.get());
  }

  @Test
  public void aStuckCallIsInterruptedAndItsServiceFails() {
    handle(
        2,
        event -> {
          bench.handled.add(event);
          bench.watchdog.look();
          bench.lookAfter(LaneBench.INTERRUPT);
          assertTrue(Thread.currentThread().isInterrupted());
        });

    assertEquals(1, bench.handled.size());
    assertEquals(
        new LaneFailure("handler_stuck", "a handler call was interrupted after 30000 ms"),
        failure());
    assertEquals(List.of("handler_stuck"), bench.diagnostics.codes());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void aStuckCallThatThrowsWhenInterruptedIsRecordedAsStuckOnly() {
    handle(
        1,
        event -> {
          bench.watchdog.look();
          bench.lookAfter(LaneBench.INTERRUPT);
          throw new InterruptedException();
        });

    assertEquals(List.of("handler_stuck"), bench.diagnostics.codes());
  }

  @Test
  public void aCallThatCannotBeStoppedOccupiesItsThread() {
    handle(
        1,
        event -> {
          bench.watchdog.look();
          bench.lookAfter(LaneBench.INTERRUPT);
          bench.lookAfter(Duration.ofHours(1));
          assertEquals(1, bench.occupied.get());
        });

    assertEquals(0, lane.failures());
    assertEquals(List.of("handler_stuck"), bench.diagnostics.codes());
  }
}
