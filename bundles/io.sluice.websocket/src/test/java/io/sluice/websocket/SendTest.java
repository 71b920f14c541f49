// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.command.Outcome;
import io.sluice.api.command.SendText;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.PluginId;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;

public class SendTest {

  @Rule public final DriverRule host = new DriverRule();

  @Test
  public void aTextReachesThePeer() throws Exception {
    TestPeer peer = host.open();
    assertEquals(Effect.EXECUTED, host.effect(host.send("h\u00E9llo")));
    assertEquals("h\u00E9llo", peer.awaitText());
    assertEquals(1, host.report().framesOut());
    assertEquals(6, host.report().bytesOut());
  }

  @Test
  public void textsKeepTheirOrder() throws Exception {
    TestPeer peer = host.open();
    for (int i = 0; i < 50; i++) {
      host.send(String.valueOf(i));
    }
    for (int i = 0; i < 50; i++) {
      assertEquals(String.valueOf(i), peer.awaitText());
    }
  }

  @Test
  public void aTextAsLongAsAllowedIsSent() throws Exception {
    TestSource source = host.source();
    source.maxTextBytes = 1_000;
    TestPeer peer = host.open(source);
    host.send("x".repeat(1_000));
    assertEquals(1_000, peer.awaitText().length());
  }

  @Test
  public void aTextThatIsTooLongIsRejected() throws Exception {
    TestSource source = host.source();
    source.maxTextBytes = 1_000;
    TestPeer peer = host.open(source);
    Effect effect = host.effect(host.send("x".repeat(1_001)));
    assertEquals(Outcome.REJECTED, effect.outcome());
    assertEquals("text_too_large", effect.code());
    assertEquals("the text is longer than 1000 bytes", effect.message());
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void moreTextsThanTheSourceAllowsAreRejected() throws Exception {
    TestSource source = host.source();
    source.maxSendsPerMinute = 2;
    TestPeer peer = host.open(source);
    assertEquals(Effect.EXECUTED, host.effect(host.send("1")));
    assertEquals(Effect.EXECUTED, host.effect(host.send("2")));
    assertEquals("send_rate", host.effect(host.send("3")).code());
    host.close(1000, "");
    peer.awaitClose();
    assertEquals(2, peer.textsReceived());
  }

  @Test
  public void anotherPluginsConnectionIsRejected() throws Exception {
    TestPeer peer = host.open();
    PluginId other = new PluginId("other.plugin", "1.0.0", "sha256:00", 8);
    Effect effect =
        host.effect(host.transport.carryOut(other, new SendText(host.connection(), "x")));
    assertEquals("not_your_connection", effect.code());
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void aConnectionThatIsGoneIsNotConnected() throws Exception {
    TestPeer peer = host.open();
    String connection = host.connection();
    peer.close(4004, "");
    host.awaitState(State.FAILED);
    Effect effect =
        host.effect(host.transport.carryOut(TestService.PLUGIN, new SendText(connection, "x")));
    assertEquals("not_connected", effect.code());
  }

  @Test
  public void nothingIsSentAfterThePluginsClose() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.close(1000, "");
    assertEquals("not_connected", host.effect(host.send("late")).code());
    peer.awaitClose();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void whatAPeerDoesNotReadIsRefusedSoon() throws Exception {
    host.limits.waitingFrames = 3;
    host.open().stopReading();
    host.sendUntilTwoWait();
    host.send("third");
    Effect refusal = host.effect(host.send("one too many"));
    assertEquals(Outcome.FAILED, refusal.outcome());
    assertEquals("send_queue_full", refusal.code());
    assertEquals(3, host.report().sendsWaiting());
  }

  @Test
  public void whatWaitsIsSentWhenThePeerReadsOn() throws Exception {
    TestPeer peer = host.open();
    peer.stopReading();
    List<CompletableFuture<Effect>> sends = host.sendUntilTwoWait();
    peer.readOn();
    for (CompletableFuture<Effect> send : sends) {
      assertEquals(Effect.EXECUTED, host.effect(send));
    }
    await().atMost(DriverRule.LIMIT).until(() -> peer.textsReceived() == sends.size());
    assertEquals(0, host.report().sendsWaiting());
  }

  @Test
  public void aPeerThatDoesNotReadForTooLongIsLost() throws Exception {
    // Longer than it takes to see that two texts wait.
    host.limits.sendTimeout = Duration.ofSeconds(4);
    host.open().stopReading();
    List<CompletableFuture<Effect>> sends = host.sendUntilTwoWait();
    assertEquals("send_timeout", host.port.awaitFirst(WebSocketFailed.class).failure());
    assertEquals(1006, host.port.awaitFirst(WebSocketClosed.class).code());
    assertEquals("write_failed", host.effect(sends.get(sends.size() - 2)).code());
    assertEquals(Outcome.FAILED, host.effect(sends.get(sends.size() - 1)).outcome());
    assertEquals(2, host.report().sendFailures());
  }

  @Test
  public void aSendIsDecidedWhenTheConnectionBreaksOff() throws Exception {
    TestPeer peer = host.open();
    peer.stopReading();
    List<CompletableFuture<Effect>> sends = host.sendUntilTwoWait();
    peer.reset();
    assertEquals(Outcome.FAILED, host.effect(sends.get(sends.size() - 1)).outcome());
    assertEquals(Outcome.FAILED, host.effect(sends.get(sends.size() - 2)).outcome());
  }
}
