// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.io.EOFException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** What a connection does about failures around it; the clock and the dialer are fakes. */
public class ConnectionTest {

  private final TestClock clock = new TestClock();
  private final TestAuthority grants = new TestAuthority();
  private final TestPort port = new TestPort();
  private final TestDiagnostics diagnostics = new TestDiagnostics();
  private final List<Channel> dialled = new ArrayList<>();
  private final Places places = new Places(10);
  private final DialTurns turns =
      new DialTurns(
          new DialRates(1, Duration.ofSeconds(2), 1, Duration.ofSeconds(2)), clock::nanoTime);
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
            places,
            turns,
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

  private ConnectionReport report() {
    return connection.report(turns.forecast());
  }

  private State state() {
    return report().state();
  }

  @Test
  public void aGrantedSourceIsDialled() {
    connection.reconsider();
    assertEquals(State.CONNECTING, state());
    assertEquals(1, dialled.size());
    assertEquals(1, report().attempts());
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
    assertEquals("internal_error", report().reason());
    assertEquals(List.of("internal_error"), diagnostics.codes());
    dialFailure = null;
    connection.look(clock.passMillis(299_999));
    assertEquals(0, dialled.size());
    connection.look(clock.passMillis(2));
    assertEquals(1, dialled.size());
    assertEquals(2, report().attempts());
  }

  @Test
  public void theNextAttemptIsAnnounced() {
    connection.reconsider();
    dialled.get(0).onError(new EOFException(), Callback.NOOP);
    assertEquals(State.RECONNECT_WAIT, state());
    assertEquals(Instant.ofEpochMilli(clock.millis() + 1), report().nextAttemptAt());
    assertEquals(
        "handshake_broken_off: the connection broke off in the handshake", report().lastError());
  }

  @Test
  public void anAttemptThatIsGivenUpIsCancelledAndItsFailureIsNoNews() {
    connection.reconsider();
    grants.revoke("denied");
    connection.reconsider();
    assertEquals(1, given);
    dialled.get(0).onError(new EOFException(), Callback.NOOP);
    assertEquals(State.DENIED, state());
    assertNull(report().nextAttemptAt());
    assertEquals(List.of(), diagnostics.codes());
  }

  @Test
  public void whatCouldNotBeDialledForWantOfAPlaceIsDialledWhenOneIsLeft() {
    grants.maxConnections(0);
    connection.reconsider();
    assertEquals("connection_limit", report().reason());
    connection.look(clock.passMillis(2_000));
    assertEquals(State.DENIED, state());
    grants.maxConnections(1);
    connection.look(clock.passMillis(2_000));
    assertEquals(State.CONNECTING, state());
    assertEquals(1, diagnostics.count("connection_limit"));
  }

  private void failLate() {
    connection.reconsider();
    FakeDialer.refuse(
        dialled.get(0), new HandshakeRefusedException(Failure.late("bad_upgrade", "")));
    assertEquals(State.RECONNECT_WAIT, state());
    clock.passMillis(2_000);
  }

  @Test
  public void whatWaitsForALateRetryIsDialledWhenTheWayOutChanges() {
    failLate();
    connection.post(new Fact.OutboundChanged());
    assertEquals(State.CONNECTING, state());
    assertEquals(2, dialled.size());
    assertEquals(1, report().attempts());
    assertNull(report().nextAttemptAt());
  }

  @Test
  public void whatWasGivenUpIsDialledWhenTheWayOutChanges() {
    failLate();
    for (int i = 1; i < 5; i++) {
      connection.look(clock.passMillis(400_000));
      FakeDialer.refuse(
          dialled.get(i), new HandshakeRefusedException(Failure.late("bad_upgrade", "")));
    }
    assertEquals("gave_up", report().reason());
    connection.post(new Fact.OutboundChanged());
    assertEquals(State.CONNECTING, state());
  }

  @Test
  public void whatWaitsForASoonRetryWaitsOnWhenTheWayOutChanges() {
    connection.reconsider();
    dialled.get(0).onError(new EOFException(), Callback.NOOP);
    connection.post(new Fact.OutboundChanged());
    assertEquals(State.RECONNECT_WAIT, state());
    assertEquals(1, dialled.size());
  }

  @Test
  public void whatServersDoNotWantIsNotDialledWhenTheWayOutChanges() {
    connection.reconsider();
    FakeDialer.refuse(dialled.get(0), new HandshakeRefusedException(Failure.never("http_401", "")));
    connection.post(new Fact.OutboundChanged());
    assertEquals(State.FAILED, state());
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

  /** Another one has just dialled, so that there is no token for two seconds. */
  private void takeToken() {
    turns.await(99, "example.com", () -> {});
  }

  @Test
  public void aDialWithoutATokenWaitsForOne() {
    takeToken();
    connection.reconsider();
    assertEquals(State.CONNECTING, state());
    assertEquals("dial_budget", report().reason());
    assertEquals(Instant.ofEpochMilli(clock.millis() + 2_000), report().nextAttemptAt());
    clock.passMillis(1_999);
    turns.look();
    assertEquals(0, dialled.size());
    clock.passMillis(1);
    turns.look();
    assertEquals(1, dialled.size());
    assertEquals("", report().reason());
    assertNull(report().nextAttemptAt());
  }

  @Test
  public void aSourceThatIsRevokedWhileItWaitsGivesUpItsTurnAndItsPlace() {
    takeToken();
    connection.reconsider();
    assertFalse(places.isLeft(TestService.PLUGIN.bundleId(), 1));
    grants.revoke("denied");
    connection.reconsider();
    assertEquals(State.DENIED, state());
    assertEquals(0, turns.forecast().size());
    assertTrue(places.isLeft(TestService.PLUGIN.bundleId(), 1));
    clock.passMillis(2_000);
    turns.look();
    assertEquals(0, dialled.size());
  }

  @Test
  public void aServiceThatEndsWhileItsSourceWaitsGivesUpItsTurnAndItsPlace() {
    takeToken();
    connection.reconsider();
    connection.withdraw();
    assertEquals(State.CLOSED, state());
    assertEquals(0, turns.forecast().size());
    assertTrue(places.isLeft(TestService.PLUGIN.bundleId(), 1));
  }

  @Test
  public void aSourceThatIsRevokedAndGrantedWhileItWaitsIsDialledOnce() {
    takeToken();
    connection.reconsider();
    grants.revoke("denied");
    connection.reconsider();
    grants.grant();
    connection.reconsider();
    assertEquals(1, turns.forecast().size());
    clock.passMillis(10_000);
    turns.look();
    turns.look();
    assertEquals(1, dialled.size());
  }

  @Test
  public void whatTheGrantsSayIsAskedAgainWhenTheTurnComes() {
    takeToken();
    connection.reconsider();
    grants.revoke("denied");
    clock.passMillis(2_000);
    turns.look();
    assertEquals(0, dialled.size());
    assertEquals(State.DENIED, state());
  }

  @Test
  public void aSocketThatOpensAfterItWasGivenUpDoesNotTakeTheTurnOfTheNext() {
    connection.reconsider();
    grants.revoke("denied");
    connection.reconsider();
    grants.grant();
    connection.reconsider();
    dialled.get(0).onOpen(new CoreSession.Empty(), Callback.NOOP);
    connection.post(new Fact.Opened(1));
    assertEquals(1, turns.forecast().size());
    clock.passMillis(2_000);
    turns.look();
    assertEquals(2, dialled.size());
    assertEquals(State.CONNECTING, state());
  }
}
