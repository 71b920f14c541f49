// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.OpenResult.Opened;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.ReceiveResult.TimedOut;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketHost;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/** WebSockets that plugins pull from: whose they are, what bounds them, and what ends them. */
public class PullIT extends PluginTest {

  private static final String PID = "io.sluice.websocket";
  private static final String AGE = "pull_age_ms";
  private static final long STANDARD_AGE = 900_000;
  private static final String LARGE = "x".repeat(100_000);

  private static final String MANIFEST =
      """
      {
        "schema_version": 1,
        "parameters": [{ "name": "port" }],
        "host_api": {
          "websocket": [
            { "scheme": "ws", "host": "127.0.0.1", "port": "${port}", "path_prefixes": ["/pull"] }
          ],
          "request": [
            { "scheme": "http", "host": "127.0.0.1", "port": "${port}", "methods": ["GET"] }
          ]
        }
      }
      """;

  private boolean configured;

  @After
  public void restoreLimits() throws Exception {
    if (configured) {
      configure(PID, Map.of(AGE, STANDARD_AGE));
    }
  }

  private void limitAge(long millis) throws Exception {
    configured = true;
    configure(PID, Map.of(AGE, millis));
  }

  /** Starts the test's plugin, which is granted something, or another one of its manifest. */
  private Bundle startPlugin(String name) throws Exception {
    awaitGrant(grant -> true);
    Bundle bundle = host.start(fixture().named(name).declaring(MANIFEST));
    host.awaitKnown(name);
    return bundle;
  }

  private WebSocketHost started() throws Exception {
    grant(Map.of());
    return new PluginCode(startPlugin(plugin())).webSockets();
  }

  private WebSocketRequest request() {
    return WebSocketRequest.of(gateway.url("/pull?token=secret"));
  }

  private WebSocketHandle open(WebSocketHost sockets) throws Exception {
    return ((Opened) result(sockets.open(request()))).handle();
  }

  private String refusal(WebSocketHost sockets) throws Exception {
    return ((Rejected) result(sockets.open(request()))).code();
  }

  private static CompletableFuture<ReceiveResult> receiving(
      WebSocketHost sockets, WebSocketHandle handle) {
    return sockets.receive(handle, Host.LIMIT).toCompletableFuture();
  }

  private static Closed closed(CompletionStage<ReceiveResult> receiving) throws Exception {
    return (Closed) result(receiving);
  }

  private static <T> T result(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String rejected(Object result) {
    return ((Rejected) result).code();
  }

  @Test
  public void aQuestionIsAnswered() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();

    assertEquals(new SendResult.Sent(), result(sockets.send(handle, "question")));
    assertEquals("question", peer.awaitText());
    peer.send("answer");

    assertEquals(new Received("answer"), result(receiving(sockets, handle)));
    result(sockets.close(handle, 1000, "thanks"));
    assertEquals(1000, peer.awaitClose().closeCode());
    host.awaitNoConnection(plugin());
  }

  @Test
  public void resultsArriveOnTheThreadsOfPlugins() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    CompletableFuture<String> thread =
        sockets
            .receive(handle, Host.LIMIT)
            .thenApply(text -> Thread.currentThread().getName())
            .toCompletableFuture();
    gateway.awaitPeer().send("text");
    String name = result(thread);
    assertTrue(name, name.startsWith("sluice-callback-"));
  }

  @Test
  public void aHandleOfAnotherPluginIsUnknown() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();
    String thief = plugin() + ".thief";
    host.grant(thief, values(Map.of()));
    WebSocketHost others = new PluginCode(startPlugin(thief)).webSockets();

    assertEquals("unknown_handle", rejected(result(others.send(handle, "mine"))));
    assertEquals("unknown_handle", rejected(result(receiving(others, handle))));
    assertEquals("unknown_handle", rejected(result(others.close(handle, 1000, ""))));
    assertEquals(Optional.empty(), others.status(handle));
    assertEquals(List.of(), others.handles());
    assertEquals(new SendResult.Sent(), result(sockets.send(handle, "yours")));
    assertEquals("yours", peer.awaitText());
  }

  @Test
  public void aGrantOfRequestsGivesNoWebSocket() throws Exception {
    Map<String, Object> values = new HashMap<>(values(Map.of()));
    values.remove("host_api.websocket");
    values.put("host_api.request", "GET http://127.0.0.1:" + gateway.port());
    host.grant(plugin(), values);
    WebSocketHost sockets = new PluginCode(startPlugin(plugin())).webSockets();

    assertEquals("not_granted", refusal(sockets));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantOfWebSocketsGivesNoRequest() throws Exception {
    grant(Map.of());
    PluginCode code = new PluginCode(startPlugin(plugin()));

    RequestResult result =
        result(
            code.requests()
                .send(
                    HostRequest.of(
                        RequestMethod.GET, "http://127.0.0.1:" + gateway.port() + "/pull")));

    assertEquals("not_granted", ((RequestResult.Rejected) result).code());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void whatIsNotDeclaredIsRejected() throws Exception {
    WebSocketHost sockets = started();
    WebSocketRequest elsewhere = WebSocketRequest.of(gateway.url("/elsewhere"));
    assertEquals("granted_not_declared", rejected(result(sockets.open(elsewhere))));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aBundleWithoutAManifestIsToldSo() throws Exception {
    WebSocketHost sockets = host.service(WebSocketHost.class);
    Rejected rejected = (Rejected) result(sockets.open(request()));
    assertEquals("not_a_plugin", rejected.code());
    assertFalse(rejected.message().isEmpty());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void reportOnlyDialsNothing() throws Exception {
    grant(Map.of("mode", "report_only"));
    WebSocketHost sockets = new PluginCode(startPlugin(plugin())).webSockets();

    assertEquals("report_only", refusal(sockets));
    assertEquals(0, gateway.acceptedSockets());
    assertContains(gateway.url("/pull"), host.type("sluice:denials " + plugin()));
  }

  @Test
  public void loopbackNeedsAGrantOfItsAddress() throws Exception {
    grant(Map.of("addresses", new String[0]));
    WebSocketHost sockets = new PluginCode(startPlugin(plugin())).webSockets();

    assertEquals("address_refused", refusal(sockets));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aRevokedGrantEndsAReceive() throws Exception {
    Configuration grant = grant(Map.of());
    WebSocketHost sockets = new PluginCode(startPlugin(plugin())).webSockets();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();
    CompletableFuture<ReceiveResult> receiving = receiving(sockets, handle);

    host.delete(grant);

    assertEquals("authority_revoked", closed(receiving).code());
    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitDiagnostic(plugin(), "authority_revoked");
  }

  @Test
  public void aStoppedPluginLeavesNothing() throws Exception {
    grant(Map.of());
    Bundle bundle = startPlugin(plugin());
    WebSocketHost sockets = new PluginCode(bundle).webSockets();
    WebSocketHandle handle = open(sockets);
    open(sockets);
    CompletableFuture<ReceiveResult> receiving = receiving(sockets, handle);
    TestPeer first = gateway.awaitPeer();
    TestPeer second = gateway.awaitPeer();

    bundle.stop();

    assertEquals(List.of(), host.connections(plugin()));
    assertEquals("cancelled", closed(receiving).code());
    assertEquals(1001, first.awaitClose().closeCode());
    assertEquals(1001, second.awaitClose().closeCode());
    await("no socket").atMost(Host.LIMIT).until(() -> gateway.sockets() == 0);
  }

  @Test
  public void aStoppedPluginDoesNotWaitForAPeerThatIsSilent() throws Exception {
    grant(Map.of());
    Bundle bundle = startPlugin(plugin());
    open(new PluginCode(bundle).webSockets());
    gateway.awaitPeer().goSilent();

    bundle.stop();

    assertEquals(List.of(), host.connections(plugin()));
    await("no socket").atMost(Host.LIMIT).until(() -> gateway.sockets() == 0);
  }

  @Test
  public void aServiceThatIsGivenBackClosesItsHandles() throws Exception {
    grant(Map.of());
    Bundle bundle = startPlugin(plugin());
    ServiceReference<WebSocketHost> reference =
        bundle.getBundleContext().getServiceReference(WebSocketHost.class);
    WebSocketHost sockets = bundle.getBundleContext().getService(reference);
    open(sockets);

    bundle.getBundleContext().ungetService(reference);

    assertEquals(1001, gateway.awaitPeer().awaitClose().closeCode());
    host.awaitNoConnection(plugin());
  }

  @Test
  public void aStoppedHostBundleLeavesNoThread() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    CompletableFuture<ReceiveResult> receiving = receiving(sockets, handle);
    Bundle websocket = host.bundle("io.sluice.websocket");

    websocket.stop();
    try {
      assertEquals("cancelled", closed(receiving).code());
      assertEquals(1001, gateway.awaitPeer().awaitClose().closeCode());
      awaitNoThreads("sluice-jetty", "sluice-timer");
    } finally {
      websocket.start();
    }
  }

  @Test
  public void oneHandleTooManyIsRejected() throws Exception {
    WebSocketHost sockets = started();
    for (int i = 0; i < 4; i++) {
      open(sockets);
    }
    assertEquals("limit", refusal(sockets));
    assertEquals(4, gateway.acceptedSockets());
    assertEquals(4, sockets.handles().size());
  }

  @Test
  public void aHandleIsClosedWhenItIsTooOld() throws Exception {
    limitAge(2_000);
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);

    assertEquals("handle_expired", closed(receiving(sockets, handle)).code());
    assertEquals(1001, gateway.awaitPeer().awaitClose().closeCode());
  }

  @Test
  public void aTextThatIsTooLargeClosesIt() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();

    peer.begin((256 << 10) + 1);

    Closed closed = closed(receiving(sockets, handle));
    assertEquals("message_too_large", closed.code());
    assertEquals(1009, closed.closeCode());
    assertEquals(1009, peer.awaitClose().closeCode());
  }

  @Test
  public void aPeerThatSaysNothingIsWaitedForInVain() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    gateway.awaitPeer().goSilent();

    assertEquals(new TimedOut(), result(sockets.receive(handle, Duration.ofMillis(100))));
    assertTrue(sockets.status(handle).orElseThrow().open());
  }

  @Test
  public void aReceiveWaitsForLimitedTime() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    assertEquals("limit", rejected(result(sockets.receive(handle, Duration.ofMinutes(1)))));
  }

  @Test
  public void aSecondReceiveIsRejected() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    CompletableFuture<ReceiveResult> first = receiving(sockets, handle);
    assertEquals("already_receiving", rejected(result(receiving(sockets, handle))));
    gateway.awaitPeer().send("text");
    assertEquals(new Received("text"), result(first));
  }

  @Test
  public void aFullBufferPausesThePeerAndLosesNothing() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();
    int count = 200;
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  peer.send(i + LARGE);
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    await("a pause")
        .atMost(Host.LIMIT)
        .until(() -> host.connections(plugin()).get(0).pauses() == 1);
    assertFalse(sending.isDone());

    for (int i = 0; i < count; i++) {
      assertEquals(new Received(i + LARGE), result(receiving(sockets, handle)));
    }
    result(sending);
  }

  @Test
  public void itIsAmongTheConnections() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);

    ConnectionReport report = host.awaitConnection(plugin(), State.CONNECTED);

    assertEquals("(pull)", report.ingress());
    assertEquals(handle.id(), report.connection());
    String shown = host.type("sluice:connections " + plugin());
    assertContains("(pull)", shown);
    assertContains(gateway.url("/pull"), shown);
    assertFalse(shown, shown.contains("secret"));
  }

  @Test
  public void noTextIsRecorded() throws Exception {
    WebSocketHost sockets = started();
    WebSocketHandle handle = open(sockets);
    TestPeer peer = gateway.awaitPeer();
    peer.send("received-by-nobody-else");
    result(receiving(sockets, handle));
    result(sockets.send(handle, "sent-to-nobody-else" + "x".repeat(256 << 10)));

    host.awaitDiagnostic(plugin(), "text_too_large");
    assertFalse(host.diagnostics(plugin()).toString().contains("nobody-else"));
    assertFalse(host.type("sluice:connections --json " + plugin()).contains("nobody-else"));
  }

  @Test
  public void theLimitsAreListed() throws Exception {
    String limits = host.type("sluice:limits");
    for (String key :
        List.of(
            "pull_handles_per_plugin",
            "pull_age_ms",
            "pull_receive_wait_ms",
            "pull_buffer_texts",
            "pull_buffer_bytes")) {
      assertContains(key, limits);
    }
  }
}
