// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.SendText;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/**
 * A driver with Jetty's client, a timer and a server on loopback; the plugin, the grants and the
 * diagnostics are fakes. A test sets what it is about, and then connects.
 */
final class DriverRule extends ExternalResource {

  static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 2;
  private static final String LONG_TEXT = "x".repeat(200_000);
  private static final int MOST_SENDS = 10_000;

  /** A busy machine needs some of it for a text that goes through. */
  private static final long STUCK_MILLIS = 1_000;

  final TestLimits limits = new TestLimits();
  PullLimits pullLimits =
      new PullLimits(4, Duration.ofMinutes(15), Duration.ofSeconds(30), 64, 1 << 20);
  final TestAuthority authority = new TestAuthority();
  final TestDiagnostics diagnostics = new TestDiagnostics();
  final TestPort port = new TestPort();
  final TestService service = new TestService();
  final List<String> decisions = new CopyOnWriteArrayList<>();
  final OpenChannels channels = new OpenChannels();
  final WebSocketTransport transport =
      new WebSocketTransport(
          channels, (plugin, ingress, url) -> driver().open(plugin, ingress, url));
  final TestResolver resolver = new TestResolver();
  Route route = new Route.Direct();
  SSLContext tls = standardTls();
  final TestGateway gateway = TestGateway.start();
  QueueSpec queue = new QueueSpec(256, 4L << 20, Overflow.PAUSE, 60_000);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "test-timer"));
  private final Revocation revocation = new Revocation(Duration.ofSeconds(1));
  private final AtomicLong skippedNanos = new AtomicLong();
  private @Nullable JettyClient client;

  /** Whether the test starts the driver. */
  boolean startsLater;

  private @Nullable Driver driver;
  private @Nullable Pulls pulls;

  private static SSLContext standardTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A source at the server. */
  TestSource source() {
    return new TestSource(gateway.url("/feed"));
  }

  Driver driver() {
    Driver running = driver;
    if (running != null) {
      return running;
    }
    WebSocketLimits built = limits.build();
    client = JettyClient.start(built, resolver, tls);
    DriverServices services =
        new DriverServices(
            authority,
            new JettyDialer(client.webSocket(), built),
            (secure, host, port) -> route,
            new Places(built.connectionsInAll()),
            new DialTurns(built.dialRates(), System::nanoTime),
            channels,
            diagnostics,
            (attempt, decision) ->
                decisions.add(attempt.kind() + " " + attempt.access() + ": " + decision.code()),
            change -> {},
            built,
            () -> System.nanoTime() + skippedNanos.get(),
            System::currentTimeMillis,
            most -> most);
    Driver started = new Driver(services);
    Pulls opened = new Pulls(pullLimits, services);
    driver = started;
    pulls = opened;
    if (!startsLater) {
      started.start();
    }
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> {
              started.look();
              opened.look();
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    return started;
  }

  /** Has the driver's clock go on by a span at once. */
  void skip(Duration span) {
    skippedNanos.addAndGet(span.toNanos());
  }

  /** The plugins that pull. */
  Pulls pulls() {
    Driver unused = driver();
    return Objects.requireNonNull(pulls);
  }

  void connect(Source... sources) {
    service.ingresses(TestService.ingress(port, queue, sources));
    driver().follow(service);
  }

  /** Connects the source, and returns the server's end when the plugin knows that it is open. */
  TestPeer open(TestSource source) throws Exception {
    return open(source, gateway);
  }

  TestPeer open(TestSource source, TestGateway server) throws Exception {
    connect(source.build());
    TestPeer peer = server.awaitPeer();
    port.awaitFirst(WebSocketOpened.class);
    return peer;
  }

  TestPeer open() throws Exception {
    return open(source());
  }

  void authorityChanged() {
    revocation.apply(Stream.concat(driver().live(), pulls().live()));
  }

  void revoke() {
    authority.revoke("not_granted");
    authorityChanged();
  }

  void grant() {
    authority.grant();
    authorityChanged();
  }

  /** The id of the connection that was opened last. */
  String connection() {
    var opened = port.events(WebSocketOpened.class);
    return opened.get(opened.size() - 1).connection();
  }

  CompletionStage<Effect> send(String text) {
    return transport.carryOut(TestService.PLUGIN, new SendText(connection(), text));
  }

  void close(int code, String reason) {
    transport.carryOut(TestService.PLUGIN, new CloseConnection(connection(), code, reason));
  }

  /** What becomes of a send. */
  Effect effect(CompletionStage<Effect> send) {
    try {
      return send.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends to a peer that does not read, until one text is stuck and another waits behind it. */
  List<CompletableFuture<Effect>> sendUntilTwoWait() {
    List<CompletableFuture<Effect>> sends = new ArrayList<>();
    while (sends.size() < MOST_SENDS) {
      sends.add(send(LONG_TEXT).toCompletableFuture());
      if (isStuck(sends.get(sends.size() - 1))) {
        sends.add(send("last").toCompletableFuture());
        return sends;
      }
    }
    throw new AssertionError("the peer takes everything");
  }

  private static boolean isStuck(CompletableFuture<Effect> send) {
    try {
      send.get(STUCK_MILLIS, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  ConnectionReport report() {
    return driver().connections().get(0);
  }

  void awaitState(ConnectionReport.State state) {
    // Where one connection waits for the end of another there is none for a moment.
    await()
        .atMost(LIMIT)
        .until(
            () -> driver().connections().stream().map(ConnectionReport::state).findFirst(),
            Optional.of(state)::equals);
  }

  void awaitNoSockets() {
    await().atMost(LIMIT).until(gateway::sockets, sockets -> sockets == 0);
  }

  /** Stops the client, and with it all sockets and threads. */
  void stopClient() {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  @Override
  protected void after() {
    if (driver != null) {
      driver.stop(Duration.ofSeconds(2));
    }
    timer.shutdownNow();
    stopClient();
    await().atMost(LIMIT).until(DriverRule::threads, List::isEmpty);
    gateway.close();
  }

  /** The client's threads. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sluice-"))
        .toList();
  }
}
