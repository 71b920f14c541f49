// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Commands;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.command.CommandJournal;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** What becomes of the commands of a plugin, from its own side and from its peer's. */
public class CommandsIT extends PluginTest {

  private static TestPeer told(TestPeer peer, String... orders) throws Exception {
    for (String order : orders) {
      peer.send(order);
    }
    return peer;
  }

  /** Connects the obedient plugin. */
  private TestPeer connect(String... members) throws Exception {
    start(manifest(ingress("main", sources(source("/main", members)))));
    return gateway.awaitPeer();
  }

  private CommandJournal.Entry journal() {
    return host.service(CommandJournal.class).entries().stream()
        .filter(entry -> entry.plugin().equals(plugin()))
        .findFirst()
        .orElseGet(() -> new CommandJournal.Entry(plugin(), Map.of(), List.of()));
  }

  /** Waits until the journal holds as many results, and returns their codes. */
  private List<String> awaitCodes(int number) {
    await(number + " results").atMost(Host.LIMIT).until(() -> journal().last().size() == number);
    return journal().last().stream().map(CommandResult::code).toList();
  }

  private static CommandResult get(CompletableFuture<CommandResult> result) throws Exception {
    return result.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  public void aSubmittedCommandHasAResult() throws Exception {
    TestPeer peer = told(connect(), "submit hello");

    assertEquals("hello", peer.awaitText());
    assertEquals("result ok", peer.awaitText());
  }

  @Test
  public void aResultCanBeAwaitedWithinAHandlerCall() throws Exception {
    TestPeer peer = told(connect(), "wait hello");

    assertEquals("hello", peer.awaitText());
    assertEquals("result ok", peer.awaitText());
  }

  @Test
  public void anAnswerIsTiedToTheEventThatItAnswers() throws Exception {
    Recorder recorder =
        new Recorder(event -> List.of(OutputCommand.send(event.connection(), "welcome")));
    start(manifest(ingress("tap", sources(source("/tap")))), recorder, "tap");
    String event = recorder.next(WebSocketOpened.class).id();

    assertEquals("welcome", gateway.awaitPeer().awaitText());

    awaitCodes(1);
    CommandResult result = journal().last().get(0);
    assertEquals(event, result.sourceEventId());
    assertEquals(event, result.correlationId());
    assertEquals("websocket_send", result.kind());
    assertEquals(Outcome.EXECUTED, result.outcome());
  }

  @Test
  public void aMalformedCommandSpoilsItsBatch() throws Exception {
    TestPeer peer = told(connect(), "malformed", "echo after");

    assertEquals("after", peer.awaitText());
    assertEquals(List.of("batch_malformed", "malformed", "ok"), awaitCodes(3));
    assertEquals(1, diagnosed("malformed"));
  }

  @Test
  public void asManyCommandsAsAllowedAreCarriedOutInTheirOrder() throws Exception {
    TestPeer peer = told(connect(), "repeat 32");

    for (int i = 1; i <= 32; i++) {
      assertEquals(String.valueOf(i), peer.awaitText());
    }
  }

  @Test
  public void tooManyCommandsAreNotCarriedOutAtAll() throws Exception {
    TestPeer peer = told(connect(), "repeat 33", "echo after");

    assertEquals("after", peer.awaitText());
    assertEquals(List.of("too_many_commands", "ok"), awaitCodes(2));
    assertEquals("33 commands at once; at most 32 are allowed", journal().last().get(0).message());
  }

  @Test
  public void aKindThatNobodyCarriesOutIsUnsupported() throws Exception {
    TestPeer peer = told(connect(), "custom make_tea");

    assertEquals("result no_transport", peer.awaitText());
    assertEquals(Outcome.UNSUPPORTED, journal().last().get(0).outcome());
    assertEquals(1, diagnosed("no_transport"));
  }

  @Test
  public void aTextForAConnectionThatIsGoneIsNotKept() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code =
        start(manifest(ingress("tap", sources(source("/tap", SOON)))), recorder, "tap");
    String gone = recorder.next(WebSocketOpened.class).connection();
    gateway.awaitPeer().drop();
    TestPeer next = gateway.awaitPeer();

    CommandResult result = code.submit(OutputCommand.send(gone, "too late"));

    assertEquals(Outcome.FAILED, result.outcome());
    assertEquals("not_connected", result.code());
    await()
        .atMost(Host.LIMIT)
        .until(() -> recorder.all(WebSocketOpened.class), opened -> opened.size() == 2);
    code.submit(
        OutputCommand.send(recorder.all(WebSocketOpened.class).get(1).connection(), "in time"));
    assertEquals("in time", next.awaitText());
  }

  @Test
  public void aTextWhileTheConnectionIsBroughtBackIsNotKept() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code =
        start(manifest(ingress("tap", sources(source("/tap", SOON)))), recorder, "tap");
    String connection = recorder.next(WebSocketOpened.class).connection();
    gateway.refuse("503 Service Unavailable", "Retry-After: 3600");
    gateway.awaitPeer().drop();
    host.awaitDiagnostic(plugin(), "http_503");
    host.awaitConnection(plugin(), ConnectionReport.State.RECONNECT_WAIT);

    CommandResult result = code.submit(OutputCommand.send(connection, "too early"));

    assertEquals("not_connected", result.code());
  }

  @Test
  public void theConnectionOfAnotherPluginIsOutOfReach() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code = start(manifest(ingress("tap", sources(source("/tap")))), recorder, "tap");
    TestPeer victim = awaitPeer("/tap");
    String connection = recorder.next(WebSocketOpened.class).connection();
    host.grant(plugin() + ".thief", values(Map.of()));
    host.start(Fixture.of("obedient").named(plugin() + ".thief"));
    TestPeer thief = awaitPeer("/main");

    thief.send("to " + connection + " gotcha");

    assertEquals("result not_your_connection", thief.awaitText());
    code.submit(OutputCommand.send(connection, "mine"));
    assertEquals("mine", victim.awaitText());
  }

  @Test
  public void aBundleThatIsNoPluginHasNoCommands() throws Exception {
    TestPeer peer = connect();
    String connection = host.connections(plugin()).get(0).connection();

    CommandResult result =
        get(
            host.service(Commands.class)
                .submit(OutputCommand.send(connection, "from nowhere"))
                .toCompletableFuture());

    assertEquals("not_a_plugin", result.code());
    assertEquals("obeyed", told(peer, "echo obeyed").awaitText());
  }

  @Test
  public void anAnswerAfterTheGrantWasTakenIsNotSent() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Recorder recorder =
        new Recorder(
            event -> {
              if (event instanceof WebSocketText) {
                gate.await();
                return List.of(OutputCommand.send(event.connection(), "secrets"));
              }
              return List.of();
            });
    Configuration grant = grant(Map.of());
    new PluginCode(
            host.start(fixture().declaring(manifest(ingress("tap", sources(source("/tap")))))))
        .offer(recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    peer.goSilent();
    peer.send("tell me");
    recorder.next(WebSocketOpened.class);
    recorder.next(WebSocketText.class);

    host.delete(grant);
    assertEquals(1008, peer.awaitClose().closeCode());
    gate.countDown();

    assertEquals(List.of("not_connected"), awaitCodes(1));
    peer.awaitEnd();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void whatWaitsToBeSentIsTakenBackWithTheGrant() throws Exception {
    Recorder recorder = new Recorder();
    Configuration grant = grant(Map.of());
    PluginCode code =
        new PluginCode(
            host.start(fixture().declaring(manifest(ingress("tap", sources(source("/tap")))))));
    code.offer(recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    String connection = recorder.next(WebSocketOpened.class).connection();
    peer.stopReading();
    List<CompletableFuture<CommandResult>> results = fill(code, connection);

    host.delete(grant);
    await("some are taken back")
        .atMost(Host.LIMIT)
        .until(() -> count(results, "not_connected") > 0);
    peer.readOn();

    assertEquals(1008, peer.awaitClose().closeCode());
    peer.awaitEnd();
    for (CompletableFuture<CommandResult> result : results) {
      get(result);
    }
    assertEquals(count(results, "ok"), peer.textsReceived());
  }

  /** Sends large texts until one is refused. */
  private static List<CompletableFuture<CommandResult>> fill(PluginCode code, String connection) {
    OutputCommand large = OutputCommand.send(connection, "x".repeat(64 << 10));
    List<CompletableFuture<CommandResult>> results = new ArrayList<>();
    await("a send is refused")
        .atMost(Host.LIMIT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              results.add(code.commands().submit(large).toCompletableFuture());
              return count(results, "send_queue_full") > 0;
            });
    return results;
  }

  private static long count(List<CompletableFuture<CommandResult>> results, String code) {
    return results.stream()
        .filter(CompletableFuture::isDone)
        .filter(result -> result.join().code().equals(code))
        .count();
  }

  @Test
  public void aPeerThatDoesNotReadHasSendsRefused() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code = start(manifest(ingress("tap", sources(source("/tap")))), recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    String connection = recorder.next(WebSocketOpened.class).connection();
    peer.stopReading();
    OutputCommand send = OutputCommand.send(connection, "x".repeat(4_096));

    List<CompletableFuture<CommandResult>> results = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      results.add(code.commands().submit(send).toCompletableFuture());
    }
    int waiting = host.connections(plugin()).get(0).sendsWaiting();
    assertTrue(waiting + " wait", waiting > 0 && waiting <= 64);
    peer.readOn();
    for (CompletableFuture<CommandResult> result : results) {
      get(result);
    }

    assertTrue(count(results, "send_queue_full") > 0);
    assertEquals(10_000, count(results, "send_queue_full") + count(results, "ok"));
    await().atMost(Host.LIMIT).until(() -> peer.textsReceived() == count(results, "ok"));
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void moreTextsThanAreAllowedInAMinuteAreRejected() throws Exception {
    TestPeer peer =
        told(
            connect("'max_sends_per_minute': 120"),
            "repeat 30",
            "repeat 30",
            "repeat 30",
            "repeat 30",
            "repeat 1");

    await()
        .atMost(Host.LIMIT)
        .until(
            () -> journal().counts(), Map.of(Outcome.EXECUTED, 120L, Outcome.REJECTED, 1L)::equals);
    host.awaitDiagnostic(plugin(), "send_rate");
    assertEquals(1, diagnosed("send_rate"));
    await().atMost(Host.LIMIT).until(() -> peer.textsReceived() == 120);
  }

  @Test
  public void aTextThatIsTooLargeIsRejected() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code =
        start(
            manifest(ingress("tap", sources(source("/tap", "'max_text_bytes': 100")))),
            recorder,
            "tap");
    String connection = recorder.next(WebSocketOpened.class).connection();

    CommandResult tooLarge = code.submit(OutputCommand.send(connection, "é".repeat(50) + "e"));
    CommandResult fits = code.submit(OutputCommand.send(connection, "é".repeat(50)));

    assertEquals("text_too_large", tooLarge.code());
    assertEquals("the text is longer than 100 bytes", tooLarge.message());
    assertEquals("ok", fits.code());
    assertEquals("é".repeat(50), gateway.awaitPeer().awaitText());
  }

  @Test
  public void aCloseOfThePluginIsFollowedByAReconnect() throws Exception {
    TestPeer peer = told(connect(SOON), "close 4000");

    var close = peer.awaitClose();
    assertEquals(4000, close.closeCode());
    assertEquals("as told", close.closeReason());
    assertEquals("obeyed", told(gateway.awaitPeer(), "echo obeyed").awaitText());
  }

  @Test
  public void whatAPluginSaysOfItselfIsShown() throws Exception {
    told(connect(), "status all is well");

    awaitCodes(1);

    assertContains("Plugin   all is well { \"told\": true }", host.type("sluice:show " + plugin()));
  }

  @Test
  public void theLastResultsAreListedAndAllAreCounted() throws Exception {
    TestPeer peer = told(connect(), "malformed", "repeat 32", "repeat 8");
    await().atMost(Host.LIMIT).until(() -> peer.textsReceived() == 40);

    await("all are counted")
        .atMost(Host.LIMIT)
        .until(
            () -> journal().counts(), Map.of(Outcome.EXECUTED, 40L, Outcome.REJECTED, 2L)::equals);

    String listed = host.type("sluice:commands " + plugin());
    assertContains(plugin() + ": 40 executed, 2 rejected\n", listed);
    assertEquals(32, listed.lines().filter(line -> line.contains("executed  ok")).count());
  }
}
