// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.awaitility.Awaitility.await;

import io.sluice.stream.ServerSettings.TlsKey;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** A server with one stream, whose time goes on with the machine's, and further if it is to. */
final class TestServer extends ExternalResource {

  static final Duration LIMIT = Duration.ofSeconds(20);
  static final String PATH = "/w/events/ws";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> closeables = new ArrayList<>();
  private final AtomicLong ahead = new AtomicLong();
  private final WorkerStream stream =
      new WorkerStream(
          new StreamName("runtime", null, "w"),
          CursorSecret.random(new SecureRandom()),
          1,
          LogBounds.STANDARD,
          threads,
          this::nanoTime,
          Clock.systemUTC());

  private long nanoTime() {
    return System.nanoTime() + ahead.get();
  }

  /** What lets everybody in from this machine. */
  static ServerSettings settings() {
    return settings("127.0.0.1", "", Set.of(), 100, LIMIT);
  }

  static ServerSettings settings(
      String address, String token, Set<String> origins, int mostPerAddress, Duration handshake) {
    return settings(address, token, TlsKey.NONE, origins, 1_000, mostPerAddress, handshake);
  }

  static ServerSettings settings(
      String address,
      String token,
      TlsKey key,
      Set<String> origins,
      int most,
      int mostPerAddress,
      Duration handshake) {
    return new ServerSettings(
        "test-server",
        address,
        0,
        new BearerToken(token),
        key,
        origins,
        most,
        mostPerAddress,
        handshake,
        8_192,
        8);
  }

  /** Serves the one stream. */
  private final class OneStream implements Entrance {

    @Override
    public @Nullable Answer page(String path) {
      return path.equals("/list") ? new Answer(200, "[\"w\"]") : null;
    }

    @Override
    public Admission admit(Visit visit) {
      if (!visit.path().equals(PATH)) {
        return new Answer(404, "{\"code\":\"runtime.worker_not_found\"}");
      }
      return new Admitted() {
        @Override
        public Follower begin(FollowerSink sink) {
          Follower follower =
              stream.follow(visit.cursor(), sink, FollowerLimits.STANDARD, FrameView.WHOLE);
          follower.begin();
          return follower;
        }

        @Override
        public void ended() {}
      };
    }
  }

  ObservationServer start(ServerSettings settings) throws IOException {
    ObservationServer server = ObservationServer.start(settings, new OneStream(), this::nanoTime);
    closeables.add(0, server);
    return server;
  }

  ObservationServer start() throws IOException {
    return start(settings());
  }

  /** Has deadlines looked after all the time. */
  ObservationServer looking(ObservationServer server) {
    var timer = Executors.newSingleThreadScheduledExecutor();
    closeables.add(0, timer::shutdownNow);
    Future<?> unused = timer.scheduleWithFixedDelay(server::look, 20, 20, TimeUnit.MILLISECONDS);
    return server;
  }

  /** Lets time pass for the server. */
  void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  WorkerStream stream() {
    return stream;
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  protected void after() {
    for (AutoCloseable each : closeables) {
      close(each);
    }
    threads.shutdownNow();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("test-server")));
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
