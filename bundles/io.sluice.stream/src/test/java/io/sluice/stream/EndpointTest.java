// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.observation.RefusalReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class EndpointTest {

  private final List<String> refusals = new ArrayList<>();

  /** There is nothing to follow. */
  private static final class Nothing implements Entrance {

    @Override
    public @Nullable Answer page(String path) {
      return null;
    }

    @Override
    public Admission admit(Visit visit) {
      return new Answer(404, "{}");
    }
  }

  private Endpoint endpoint(String address, int port) {
    ServerSettings standard = TestServer.settings(address, "", Set.of(), 10, TestServer.LIMIT);
    return new Endpoint(
        new ServerSettings(
            standard.threads(),
            address,
            port,
            standard.token(),
            standard.tls(),
            standard.origins(),
            standard.connections(),
            standard.connectionsPerAddress(),
            standard.handshake(),
            standard.headerBytes(),
            standard.threadsMost()),
        new Nothing(),
        refusals::add);
  }

  @Test
  public void itListensAndTellsWhere() {
    try (Endpoint endpoint = endpoint("127.0.0.1", 0)) {
      assertEquals(OptionalInt.empty(), endpoint.port());
      endpoint.start();
      assertTrue(endpoint.port().orElse(0) > 0);
      assertEquals(RefusalReport.NONE, endpoint.refusals());
      assertEquals(List.of(), refusals);
    }
  }

  @Test
  public void withANegativePortItListensNowhere() {
    try (Endpoint endpoint = endpoint("127.0.0.1", -1)) {
      endpoint.start();
      endpoint.look();
      assertEquals(OptionalInt.empty(), endpoint.port());
      assertEquals(List.of(), refusals);
    }
  }

  @Test
  public void whereItMayNotListenItSaysSoAndGoesOn() {
    try (Endpoint endpoint = endpoint("0.0.0.0", 0)) {
      endpoint.start();
      assertEquals(OptionalInt.empty(), endpoint.port());
      assertEquals(
          List.of("0.0.0.0 is reached from elsewhere: that needs a token and TLS"), refusals);
    }
  }

  @Test
  public void aPortThatIsTakenIsSaidToBe() {
    try (Endpoint first = endpoint("127.0.0.1", 0)) {
      first.start();
      try (Endpoint second = endpoint("127.0.0.1", first.port().orElseThrow())) {
        second.start();
        assertEquals(OptionalInt.empty(), second.port());
        assertTrue(refusals.toString(), refusals.get(0).startsWith("cannot listen on 127.0.0.1:"));
      }
    }
  }

  @Test
  public void theTimerGoesOnAfterAFailure() {
    try (EndpointThreads threads = new EndpointThreads("test-endpoint")) {
      AtomicInteger runs = new AtomicInteger();
      threads.every(
          Duration.ofMillis(1),
          () -> {
            if (runs.incrementAndGet() < 3) {
              throw new IllegalStateException("this is logged");
            }
          });
      await().atMost(TestServer.LIMIT).until(() -> runs.get() > 3);
    }
    await()
        .atMost(TestServer.LIMIT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("test-endpoint")));
  }
}
