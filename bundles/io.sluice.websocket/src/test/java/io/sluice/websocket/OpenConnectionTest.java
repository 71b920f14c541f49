// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.sluice.api.command.OpenConnection;
import io.sluice.api.command.Outcome;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.Rule;
import org.junit.Test;

public class OpenConnectionTest {

  @Rule public final DriverRule host = new DriverRule();

  private CompletionStage<Effect> command(String ingress, String url) {
    return host.transport.carryOut(TestService.PLUGIN, new OpenConnection(ingress, url));
  }

  private CompletionStage<Effect> command() {
    return command("feed", host.gateway.url("/resume?session=7"));
  }

  private Effect carriedOut() {
    return host.effect(command());
  }

  /** Opens one beside the source's, and returns the server's end of it. */
  private TestPeer opened() throws Exception {
    assertEquals(Outcome.EXECUTED, carriedOut().outcome());
    host.port.await(WebSocketOpened.class, 2);
    return host.gateway.awaitPeer();
  }

  private void awaitConnections(int count) {
    await().atMost(DriverRule.LIMIT).until(() -> host.driver().connections().size() == count);
  }

  @Test
  public void itReachesTheUrl() {
    assertEquals(
        new Reach.Outside(Access.webSocket(TargetUrl.parse("wss://example.com/resume?x=1"))),
        host.transport.reach(
            TestService.PLUGIN, new OpenConnection("feed", "wss://example.com/resume?x=1")));
  }

  @Test
  public void itIsExecutedWhenTheConnectionIsOpen() throws Exception {
    host.open();
    Effect effect = carriedOut();
    WebSocketOpened opened = host.port.await(WebSocketOpened.class, 2);
    assertEquals(Effect.opened(opened.connection()), effect);
    assertEquals("websocket:" + host.gateway.url("/resume"), opened.origin().source());
    assertEquals("/resume?session=7", host.gateway.awaitPeer().handshake().requestTarget());
  }

  @Test
  public void itsTextsComeToTheIngress() throws Exception {
    host.open();
    opened().send("resumed");
    WebSocketText text = host.port.awaitFirst(WebSocketText.class);
    assertEquals("resumed", text.text());
    assertEquals("feed", text.origin().ingress());
  }

  @Test
  public void textsAreSentOnIt() throws Exception {
    host.open();
    TestPeer peer = opened();
    assertEquals(Effect.EXECUTED, host.effect(host.send("hello")));
    assertEquals("hello", peer.awaitText());
  }

  @Test
  public void itIsNotDialledAgainAfterItsEnd() throws Exception {
    host.open();
    opened().close(1000, "bye");
    assertEquals("reconnect_none", host.port.awaitFirst(WebSocketReconnectNeeded.class).reason());
    awaitConnections(1);
    host.authorityChanged();
    host.revoke();
    host.grant();
    host.port.await(WebSocketOpened.class, 3);
    assertEquals(3, host.gateway.acceptedSockets());
    assertEquals(1, host.driver().connections().size());
    assertEquals(0, host.diagnostics.count("reconnect_needed"));
  }

  @Test
  public void aPluginCanCloseIt() throws Exception {
    host.open();
    TestPeer peer = opened();
    host.close(1000, "done");
    assertEquals(1000, peer.awaitClose().closeCode());
    assertEquals(1000, host.port.awaitFirst(WebSocketClosed.class).code());
    awaitConnections(1);
  }

  @Test
  public void aRefusedHandshakeIsItsFailure() throws Exception {
    host.open();
    host.gateway.refuse("403 Forbidden");
    assertEquals(
        Effect.failed("http_403", "the server answered the handshake with HTTP status 403"),
        carriedOut());
    awaitConnections(1);
  }

  @Test
  public void aServerThatIsGoneIsItsFailure() throws Exception {
    host.open();
    TestGateway other = TestGateway.start();
    String url = other.url("/resume");
    other.close();
    assertEquals("connect_refused", host.effect(command("feed", url)).code());
    awaitConnections(1);
  }

  @Test
  public void anAddressThatIsNotAllowedIsRejected() throws Exception {
    host.open();
    host.resolver.failure = "address_refused";
    Effect effect = carriedOut();
    assertEquals(Outcome.REJECTED, effect.outcome());
    assertEquals("address_refused", effect.code());
  }

  @Test
  public void anIngressThatThePluginDoesNotHaveIsRejected() throws Exception {
    host.open();
    assertEquals(
        Effect.rejected("ingress_not_running", "no ingress of that name has a handler now"),
        host.effect(command("other", host.gateway.url("/resume"))));
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void anIngressThatIsNotGrantedIsRejected() throws Exception {
    host.open();
    host.authority.revokeIngress();
    assertEquals(
        Effect.rejected("ingress_not_granted", "no grant names the ingress other"),
        host.effect(command("other", host.gateway.url("/resume"))));
  }

  @Test
  public void aPluginThatDoesNotRunIsRejected() {
    assertEquals("ingress_not_running", carriedOut().code());
  }

  @Test
  public void oneMoreThanAllowedIsRejected() throws Exception {
    host.limits.connectionsPerPlugin = 1;
    host.open();
    assertEquals(Effect.rejected("connection_limit", "it may not be connected now"), carriedOut());
    awaitConnections(1);
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void itsPlaceIsGivenBack() throws Exception {
    host.limits.connectionsPerPlugin = 2;
    host.open();
    opened().close(1000, "");
    awaitConnections(1);
    assertEquals(Outcome.EXECUTED, carriedOut().outcome());
  }

  @Test
  public void itWaitsForItsTurnToDial() throws Exception {
    host.limits.dialRates = new DialRates(1, Duration.ofHours(1), 1, Duration.ofHours(1));
    host.open();
    CompletionStage<Effect> waiting = command();
    assertEquals("dial_budget", host.driver().connections().get(1).reason());
    host.revoke();
    assertEquals(
        Effect.rejected("not_granted", "it may not be connected now"), host.effect(waiting));
  }

  @Test
  public void aServiceThatEndsEndsIt() throws Exception {
    host.open();
    TestPeer peer = opened();
    host.driver().forget(host.service);
    assertEquals(1001, peer.awaitClose().closeCode());
    awaitConnections(0);
  }

  @Test
  public void aServiceThatEndsCancelsItsDial() throws Exception {
    host.open();
    host.gateway.answer(handshake -> null);
    CompletionStage<Effect> effect = command();
    host.driver().forget(host.service);
    assertEquals("cancelled", host.effect(effect).code());
    host.awaitNoSockets();
  }

  @Test
  public void anIngressThatEndsEndsIt() throws Exception {
    host.open();
    TestPeer peer = opened();
    host.service.ingresses(new RunningIngress[0]);
    host.driver().follow(host.service);
    assertEquals(1001, peer.awaitClose().closeCode());
    awaitConnections(0);
  }

  @Test
  public void aServiceThatChangesKeepsIt() throws Exception {
    Source source = host.source().build();
    host.connect(source);
    host.gateway.awaitPeer();
    host.port.awaitFirst(WebSocketOpened.class);
    TestPeer peer = opened();
    host.connect(source, new TestSource(host.gateway.url("/other")).build());
    host.gateway.awaitPeer();
    peer.send("still here");
    host.port.awaitTexts(1);
    awaitConnections(3);
  }

  @Test
  public void aRevokedGrantClosesItForGood() throws Exception {
    host.open();
    TestPeer peer = opened();
    peer.goSilent();
    host.revoke();
    assertEquals(1008, peer.awaitClose().closeCode());
    host.grant();
    peer.close(1008, "");
    host.port.await(WebSocketOpened.class, 3);
    awaitConnections(1);
    assertEquals(State.CONNECTED, host.report().state());
    assertEquals(3, host.gateway.acceptedSockets());
  }

  @Test
  public void aDriverThatStopsTakesLeaveOfIt() throws Exception {
    host.open();
    TestPeer peer = opened();
    host.driver().stop(DriverRule.LIMIT);
    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals("ingress_not_running", carriedOut().code());
  }

  @Test
  public void aSecretGoesToItsOwnServerAlone() throws Exception {
    host.authority.secret("token", "s3cret");
    TestSource source = host.source();
    source.headers = List.of(new Field("Authorization", null, "token"));
    source.query = List.of(new Field("key", null, "token"));
    host.open(source);
    TestPeer own = opened();
    assertEquals(Optional.of("s3cret"), own.handshake().header("Authorization"));
    assertEquals("/resume?session=7&key=s3cret", own.handshake().requestTarget());
    try (TestGateway other = TestGateway.start()) {
      assertEquals(
          Outcome.EXECUTED, host.effect(command("feed", other.url("/resume?x=1"))).outcome());
      TestPeer stranger = other.awaitPeer();
      assertEquals(Optional.empty(), stranger.handshake().header("Authorization"));
      assertEquals("/resume?x=1", stranger.handshake().requestTarget());
    }
  }

  @Test
  public void neitherItsStatusNorItsDiagnosticsShowTheQuery() throws Exception {
    host.open();
    host.gateway.refuse("404 Not Found");
    Effect effect = carriedOut();
    assertEquals("http_404", effect.code());
    assertNull(effect.connection());
    assertEquals(false, host.diagnostics.entries().toString().contains("session"));
  }
}
