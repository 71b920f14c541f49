// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.io.EOFException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** What a connection does about failures around it; the clock and the dialer are fakes. */
public class ConnectionTest {

  private final TestClock clock = new TestClock();
  private final TestAuthority grants = new TestAuthority();
  private final TestPort port = new TestPort();
  private final TestDiagnostics diagnostics = new TestDiagnostics();
  private final List<Channel> dialled = new ArrayList<>();
  private int given;
  private @Nullable RuntimeException registryFailure;
  private @Nullable RuntimeException dialFailure;

  private final AuthorityRegistry registry =
      new AuthorityRegistry() {
        @Override
        public AuthoritySnapshot snapshot() {
          if (registryFailure != null) {
            throw registryFailure;
          }
          return grants.snapshot();
        }
      };

  private final Connection connection = connection();

  private Connection connection() {
    Source source = new TestSource("ws://example.com/feed").build();
    RunningIngress ingress =
        TestService.ingress(port, new QueueSpec(8, 1_000, Overflow.PAUSE, 1_000), source);
    WebSocketLimits limits = new TestLimits().build();
    return new Connection(
        TestService.PLUGIN,
        ingress,
        source,
        new DriverServices(
            registry,
            this::dial,
            (secure, host, port) -> new Route.Direct(),
            new Places(10),
            new OpenChannels(),
            diagnostics,
            (attempt, decision) -> {},
            change -> {},
            limits,
            clock::nanoTime,
            clock::millis,
            most -> most));
  }

  private Dialer.Attempt dial(Dialer.Request request, Channel channel) {
    if (dialFailure != null) {
      throw dialFailure;
    }
    dialled.add(channel);
    return () -> given++;
  }

  private State state() {
    return connection.report().state();
  }

  @Test
  public void aGrantedSourceIsDialled() {
    connection.reconsider();
    assertEquals(State.CONNECTING, state());
    assertEquals(1, dialled.size());
    assertEquals(1, connection.report().attempts());
  }

  @Test
  public void aRegistryThatFailsOnceDoesNotSilenceTheConnection() {
    registryFailure = new IllegalStateException("as the test says");
    connection.reconsider();
    assertEquals(State.DENIED, state());
    registryFailure = null;
    connection.reconsider();
    assertEquals(State.CONNECTING, state());
  }

  @Test
  public void aDialerThatFailsIsTriedAgainLater() {
    dialFailure = new IllegalStateException("as the test says");
    connection.reconsider();
    assertEquals(State.RECONNECT_WAIT, state());
    assertEquals("internal_error", connection.report().reason());
    assertEquals(List.of("internal_error"), diagnostics.codes());
    dialFailure = null;
    connection.look(clock.passMillis(299_999));
    assertEquals(0, dialled.size());
    connection.look(clock.passMillis(2));
    assertEquals(1, dialled.size());
    assertEquals(2, connection.report().attempts());
  }

  @Test
  public void theNextAttemptIsAnnounced() {
    connection.reconsider();
    dialled.get(0).onError(new EOFException(), Callback.NOOP);
    assertEquals(State.RECONNECT_WAIT, state());
    assertEquals(Instant.ofEpochMilli(clock.millis() + 1), connection.report().nextAttemptAt());
    assertEquals(
        "handshake_broken_off: the connection broke off in the handshake",
        connection.report().lastError());
  }

  @Test
  public void anAttemptThatIsGivenUpIsCancelledAndItsFailureIsNoNews() {
    connection.reconsider();
    grants.revoke("denied");
    connection.reconsider();
    assertEquals(1, given);
    dialled.get(0).onError(new EOFException(), Callback.NOOP);
    assertEquals(State.DENIED, state());
    assertNull(connection.report().nextAttemptAt());
    assertEquals(List.of(), diagnostics.codes());
  }

  @Test
  public void whatCouldNotBeDialledForWantOfAPlaceIsDialledWhenOneIsLeft() {
    grants.maxConnections(0);
    connection.reconsider();
    assertEquals("connection_limit", connection.report().reason());
    connection.look(clock.passMillis(2_000));
    assertEquals(State.DENIED, state());
    grants.maxConnections(1);
    connection.look(clock.passMillis(2_000));
    assertEquals(State.CONNECTING, state());
    assertEquals(1, diagnostics.count("connection_limit"));
  }

  @Test
  public void anEndIsTold() {
    connection.reconsider();
    connection.withdraw();
    assertEquals(State.CLOSED, state());
    assertTrue(connection.end().toCompletableFuture().isDone());
    assertEquals(1, given);
    connection.reconsider();
    assertEquals(State.CLOSED, state());
  }
}
