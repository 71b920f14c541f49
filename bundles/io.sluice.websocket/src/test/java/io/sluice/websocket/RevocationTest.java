// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.After;
import org.junit.Test;

/** What leaves while the grants change: other threads are held in the middle of what they do. */
public class RevocationTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestClock clock = new TestClock();
  private final TestAuthority grants = new TestAuthority();
  private final HeldSession session = new HeldSession();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final CountDownLatch dialHeld = new CountDownLatch(1);
  private final CountDownLatch dialMayGoOn = new CountDownLatch(1);
  private Dialer dialer = this::open;

  private final Connection connection = connection();

  private Connection connection() {
    Source source = new TestSource("ws://example.com/feed").build();
    return new Connection(
        TestService.PLUGIN,
        TestService.ingress(new TestPort(), new QueueSpec(8, 1_000, Overflow.PAUSE, 1_000), source),
        source,
        new DriverServices(
            grants,
            (request, channel) -> dialer.dial(request, channel),
            (secure, host, port) -> new Route.Direct(),
            new Places(10),
            new DialTurns(new TestLimits().dialRates, clock::nanoTime),
            new OpenChannels(),
            new TestDiagnostics(),
            (attempt, decision) -> {},
            change -> {},
            new TestLimits().build(),
            clock::nanoTime,
            clock::millis,
            most -> most));
  }

  private Dialer.Attempt open(Dialer.Request request, Channel channel) {
    channel.onOpen(session, Callback.NOOP);
    return () -> steps.add("given up");
  }

  private Dialer.Attempt held(Dialer.Request request, Channel channel) {
    dialHeld.countDown();
    awaitLatch(dialMayGoOn);
    steps.add("dialled");
    return () -> steps.add("given up");
  }

  /** A socket that holds on to the thread that hands it a text, and to the text. */
  private static final class HeldSession extends CoreSession.Empty {

    private final List<String> handed = new CopyOnWriteArrayList<>();
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private volatile boolean aborted;

    @Override
    public void sendFrame(Frame frame, Callback callback, boolean batch) {
      if (frame.getOpCode() == OpCode.TEXT) {
        holding.countDown();
        awaitLatch(mayGoOn);
        handed.add(frame.getPayloadAsUTF8());
      }
      callback.succeeded();
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @After
  public void letAllGo() {
    session.mayGoOn.countDown();
    dialMayGoOn.countDown();
  }

  private static Thread begin(Runnable task) {
    Thread thread = new Thread(task, "test-other");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void sendAndHold() {
    connection.reconsider();
    Channel channel = Objects.requireNonNull(connection.channel());
    begin(() -> channel.send("a"));
    awaitLatch(session.holding);
  }

  private Thread beginToRevoke(Duration limit) {
    grants.revoke("not_granted");
    return begin(
        () -> {
          new Revocation(limit).apply(Stream.of(connection));
          steps.add("applied, handed over " + session.handed);
        });
  }

  private static void awaitWaiting(Thread thread) {
    await().atMost(LIMIT).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  public void aTextThatIsJustHandedOverIsThroughBeforeARevocationIsApplied() throws Exception {
    sendAndHold();
    Thread revoking = beginToRevoke(LIMIT);
    awaitWaiting(revoking);
    session.mayGoOn.countDown();
    revoking.join();
    assertEquals(List.of("applied, handed over [a]"), steps);
    assertFalse(session.aborted);
  }

  @Test
  public void theSocketOfAPeerThatTakesNothingIsCutWithTheRevocation() throws Exception {
    sendAndHold();
    beginToRevoke(Duration.ofMillis(50)).join();
    assertTrue(session.aborted);
  }

  @Test
  public void whatIsStillAllowedIsNotWaitedFor() {
    sendAndHold();
    grants.secret("other", "value");
    new Revocation(LIMIT).apply(Stream.of(connection));
    assertFalse(session.aborted);
  }

  @Test
  public void aDialThatJustBeginsIsGivenUpBeforeARevocationIsApplied() throws Exception {
    dialer = this::held;
    begin(connection::reconsider);
    awaitLatch(dialHeld);
    Thread revoking = beginToRevoke(LIMIT);
    awaitWaiting(revoking);
    dialMayGoOn.countDown();
    revoking.join();
    assertEquals(List.of("dialled", "given up", "applied, handed over []"), steps);
  }
}
