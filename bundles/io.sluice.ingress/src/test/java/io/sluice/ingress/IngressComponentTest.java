// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The component with threads of its own: two for handlers, and none more while they wait. */
public final class IngressComponentTest {

  private static final int THREADS = 2;

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final IngressComponent ingress =
      component(Map.of("threads", THREADS, "handler__warn__ms", 600_000L));

  private static IngressComponent component(Map<String, Object> values) {
    return new IngressComponent(IngressSettings.of(values), new RecordedDiagnostics());
  }

  @Before
  public void start() {
    ingress.start();
  }

  @After
  public void stop() {
    ingress.stop();
  }

  private IngressQueue queue(String plugin, EventConsumer consumer) {
    return ingress
        .open(new PluginId(plugin, "1.0.0", "sha256:0", 1))
        .open(LaneBench.spec(16, 1_000, Overflow.PAUSE), consumer);
  }

  @Test
  public void aHandlerOnEveryDispatchThreadCanWaitForAResult() throws Exception {
    CountDownLatch allBusy = new CountDownLatch(THREADS);
    BlockingQueue<String> results = new LinkedBlockingQueue<>();
    for (int i = 0; i < THREADS; i++) {
      queue(
              "plugin" + i,
              event -> {
                allBusy.countDown();
                allBusy.await();
                CompletableFuture<String> result = new CompletableFuture<>();
                ingress.callbacks().execute(() -> result.complete("executed"));
                results.add(result.get());
              })
          .port()
          .offer(Events.of("c" + i).text(), 1);
    }

    assertEquals("executed", results.poll(20, SECONDS));
    assertEquals("executed", results.poll(20, SECONDS));
  }

  @Test
  public void callbacksRunOnThreadsOfTheirOwn() {
    CompletableFuture<String> thread = new CompletableFuture<>();

    ingress.callbacks().execute(() -> thread.complete(Thread.currentThread().getName()));

    assertTrue(thread.join(), thread.join().matches("sluice-callback-[12]"));
  }

  @Test
  public void handlersRunOnDispatchThreads() {
    CompletableFuture<String> thread = new CompletableFuture<>();

    queue("plugin", event -> thread.complete(Thread.currentThread().getName()))
        .port()
        .offer(Events.of("c1").text(), 1);

    assertTrue(thread.join(), thread.join().matches("sluice-dispatch-[12]"));
  }

  @Test
  public void callbacksThatBlockDoNotHoldUpTheNextOnes() {
    IngressComponent quick = component(Map.of("handler__warn__ms", 1L));
    quick.start();
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    try {
      for (int i = 0; i < 8; i++) {
        quick.callbacks().execute(() -> awaitQuietly(release));
      }

      quick.callbacks().execute(() -> ran.complete(true));

      await().atMost(20, SECONDS).until(ran::isDone);
    } finally {
      release.countDown();
      quick.stop();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  public void aCallbackThatWaitsWhenTheHostStopsStillRuns() {
    List<CompletableFuture<Boolean>> ran = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Boolean> each = new CompletableFuture<>();
      ran.add(each);
      ingress.callbacks().execute(() -> each.complete(true));
    }

    ingress.stop();

    assertTrue(ran.stream().allMatch(CompletableFuture::isDone));
  }

  private static void awaitCollected(WeakReference<?> reference) {
    await()
        .atMost(20, SECONDS)
        .until(
            () -> {
              System.gc();
              return reference.get() == null;
            });
  }

  @Test
  public void nothingOfAPluginThatIsGoneStaysInThreadLocals() {
    CompletableFuture<WeakReference<Object>> kept = new CompletableFuture<>();
    ServiceLane lane = ingress.open(new PluginId("plugin", "1.0.0", "sha256:0", 1));
    lane.open(
            LaneBench.spec(16, 1_000, Overflow.PAUSE), event -> kept.complete(keepInThreadLocal()))
        .port()
        .offer(Events.of("c1").text(), 1);
    kept.join();

    lane.close(Duration.ZERO).toCompletableFuture().join();

    awaitCollected(kept.join());
  }

  @Test
  public void nothingOfACallbackStaysInThreadLocals() {
    CompletableFuture<WeakReference<Object>> kept = new CompletableFuture<>();

    ingress.callbacks().execute(() -> kept.complete(keepInThreadLocal()));

    awaitCollected(kept.join());
  }

  /** A value that knows its key, as an object of a plugin's class does by its class loader. */
  @SuppressWarnings("ThreadLocalUsage") // What is static in this test is kept by it.
  private static WeakReference<Object> keepInThreadLocal() {
    ThreadLocal<Object> key = new ThreadLocal<>();
    Object value =
        new Object() {
          @Override
          public String toString() {
            return "of " + key;
          }
        };
    key.set(value);
    return new WeakReference<>(value);
  }

  @Test
  public void noThreadIsLeftAfterTheStop() {
    CompletableFuture<Thread> dispatch = new CompletableFuture<>();
    CompletableFuture<Thread> callback = new CompletableFuture<>();
    queue("plugin", event -> dispatch.complete(Thread.currentThread()))
        .port()
        .offer(Events.of("c1").text(), 1);
    ingress.callbacks().execute(() -> callback.complete(Thread.currentThread()));
    dispatch.join();
    callback.join();

    ingress.stop();

    await().atMost(20, SECONDS).until(() -> !dispatch.join().isAlive());
    await().atMost(20, SECONDS).until(() -> !callback.join().isAlive());
  }

  @Test
  public void aCallbackAfterTheStopIsRefused() {
    ingress.stop();

    assertThrows(RejectedExecutionException.class, () -> ingress.callbacks().execute(() -> {}));
  }

  @Test
  public void anEventAfterTheStopIsNoErrorToItsSource() {
    IngressQueue queue = queue("plugin", event -> {});
    ingress.stop();

    assertEquals(Offer.ACCEPTED, queue.port().offer(Events.of("c1").text(), 1));
  }

  @Test
  public void aHandlerThatRunsWhenTheHostStopsIsInterrupted() {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    queue(
            "plugin",
            event -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            })
        .port()
        .offer(Events.of("c1").text(), 1);
    awaitQuietly(running);

    ingress.stop();

    await().atMost(20, SECONDS).until(interrupted::isDone);
  }

  @Test
  public void theDefaultsAreThoseOfTheManual() {
    assertEquals(
        Map.of(
            "threads", 4L,
            "queue_capacity", 256L,
            "queue_max_bytes", 4_194_304L,
            "handler_warn_ms", 1_000L,
            "handler_interrupt_ms", 30_000L),
        limits(component(Map.of())));
  }

  @Test
  public void aLimitThatIsTooLargeIsCut() {
    assertEquals(
        Map.of(
            "threads", 64L,
            "queue_capacity", 65_536L,
            "queue_max_bytes", 67_108_864L,
            "handler_warn_ms", 1_000L,
            "handler_interrupt_ms", 30_000L),
        limits(
            component(
                Map.of(
                    "threads", Integer.MAX_VALUE,
                    "queue__capacity", Integer.MAX_VALUE,
                    "queue__max__bytes", Long.MAX_VALUE))));
  }

  @Test
  public void aLimitThatIsTooSmallIsRaised() {
    assertEquals(
        Map.of(
            "threads", 1L,
            "queue_capacity", 1L,
            "queue_max_bytes", 1L,
            "handler_warn_ms", 1L,
            "handler_interrupt_ms", 1L),
        limits(
            component(
                Map.of(
                    "threads", 0,
                    "queue__capacity", -1,
                    "queue__max__bytes", -1L,
                    "handler__warn__ms", 0L,
                    "handler__interrupt__ms", 0L))));
  }

  private static Map<String, Long> limits(IngressComponent component) {
    return component.limits().stream().collect(Collectors.toMap(Limit::key, Limit::value));
  }
}
