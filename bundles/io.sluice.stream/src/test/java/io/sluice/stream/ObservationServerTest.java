// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.FurtherEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.Rule;
import org.junit.Test;

public final class ObservationServerTest {

  private static final Duration LIMIT = TestServer.LIMIT;
  private static final String PATH = TestServer.PATH;

  @Rule public final TestServer testServer = new TestServer();

  private final WorkerStream stream = testServer.stream();

  private ObservationServer start() throws IOException {
    return testServer.start();
  }

  private ObservationServer start(ServerSettings settings) throws IOException {
    return testServer.start(settings);
  }

  private static ServerSettings settings(
      String address, String token, Set<String> origins, int mostPerAddress, Duration handshake) {
    return TestServer.settings(address, token, origins, mostPerAddress, handshake);
  }

  private static WatchingClient connect(ObservationServer server, String path, String... headers) {
    WatchingClient client = new WatchingClient();
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), client).join();
    return client;
  }

  /** Connects, and waits for the snapshot: what is appended from now on is live. */
  private static WatchingClient follow(ObservationServer server) {
    WatchingClient client = connect(server, PATH);
    client.awaitTexts(1);
    return client;
  }

  private static int refusal(ObservationServer server, String path, String... headers) {
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> connect(server, path, headers));
    if (thrown.getCause() instanceof WebSocketHandshakeException refused) {
      return refused.getResponse().statusCode();
    }
    throw thrown;
  }

  private void append(int number) throws Exception {
    FurtherEvent event = new FurtherEvent("numbered", Map.of("n", number));
    stream.append(event, ProtocolJson.encode(event));
  }

  private static int get(ObservationServer server, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The first line that the server answers to a request, empty if it closes without one. */
  private static String answer(ObservationServer server, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c > 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }

  @Test
  public void aClientGetsASnapshotAndWhatIsLive() throws Exception {
    WatchingClient client = follow(start());
    append(1);
    append(2);

    client.awaitTexts(3);
    assertTrue(client.text(0).contains("\"type\":\"snapshot\""));
    assertTrue(client.text(2).contains("\"payload\":{\"type\":\"numbered\",\"n\":2}"));
  }

  @Test
  public void manyFramesArriveInTheirOrder() throws Exception {
    WatchingClient client = follow(start());
    for (int i = 0; i < 2_000; i++) {
      append(i);
    }

    client.awaitTexts(2_001);
    for (int i = 0; i < 2_000; i++) {
      assertTrue(client.text(i + 1).contains("\"n\":" + i + "}"));
    }
  }

  @Test
  public void aWrongCursorIsAnsweredAndTheStreamClosed() throws Exception {
    WatchingClient client = connect(start(), PATH + "?cursor=nonsense");

    assertEquals(4400, client.awaitClose());
    assertTrue(client.text(0).contains("\"code\":\"runtime.cursor_malformed\""));
  }

  @Test
  public void aTextIsAnsweredAndTheStreamClosed() throws Exception {
    WatchingClient client = follow(start());
    client.socket().sendText("{\"command\":\"stop\"}", true).join();

    assertEquals(4405, client.awaitClose());
    assertTrue(client.text(1).contains("\"code\":\"runtime.observation_only\""));
  }

  @Test
  public void aLongBinaryMessageIsAnsweredAndTheStreamClosed() throws Exception {
    WatchingClient client = follow(start());
    var unused = client.socket().sendBinary(ByteBuffer.allocate(1 << 20), true);

    assertEquals(4405, client.awaitClose());
  }

  @Test
  public void pingsAreAnswered() throws Exception {
    WatchingClient client = connect(start(), PATH);
    client.socket().sendPing(ByteBuffer.wrap(new byte[] {1})).join();

    await().atMost(LIMIT).until(() -> client.pongs() == 1);
  }

  @Test
  public void aClientThatLeavesIsForgotten() throws Exception {
    WatchingClient client = follow(start());
    assertEquals(1, stream.report().followers());
    client.socket().sendClose(1000, "").join();

    await().atMost(LIMIT).until(() -> stream.report().followers() == 0);
  }

  @Test
  public void aClientThatVanishesIsForgotten() throws Exception {
    WatchingClient client = follow(start());
    client.socket().abort();

    await().atMost(LIMIT).until(() -> stream.report().followers() == 0);
  }

  @Test
  public void theEndpointsEndIsToldToAll() throws Exception {
    ObservationServer server = start();
    WatchingClient client = follow(server);
    server.close();

    assertEquals(1001, client.awaitClose());
  }

  @Test
  public void whatIsNotThereIsAnsweredWithItsStatus() throws Exception {
    ObservationServer server = start();
    assertEquals(404, refusal(server, "/other/events/ws"));
    assertEquals(200, get(server, "/list"));
    assertEquals(404, get(server, "/other"));
  }

  @Test
  public void aTokenIsAskedFor() throws Exception {
    ObservationServer server = start(settings("127.0.0.1", "s3cret", Set.of(), 100, LIMIT));
    assertEquals(401, refusal(server, PATH));
    assertEquals(401, refusal(server, PATH, "Authorization", "Bearer s3cre"));
    assertEquals(401, refusal(server, PATH, "Authorization", "Basic s3cret"));
    assertEquals(401, get(server, "/list"));
    connect(server, PATH, "Authorization", "Bearer s3cret").awaitTexts(1);
  }

  @Test
  public void aPageOfAnotherOriginIsRefused() throws Exception {
    ObservationServer server =
        start(settings("127.0.0.1", "", Set.of("https://good.example"), 100, LIMIT));
    assertEquals(403, refusal(server, PATH, "Origin", "https://evil.example"));
    assertEquals(403, refusal(server, PATH, "Origin", "null"));
    connect(server, PATH, "Origin", "https://good.example").awaitTexts(1);
  }

  @Test
  public void aNameThatWasMadeToLeadHereIsRefused() throws Exception {
    ObservationServer server = start();
    String line = answer(server, "GET /list HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertEquals("HTTP/1.1 403 Forbidden", line);
  }

  @Test
  public void anotherMethodIsRefused() throws Exception {
    ObservationServer server = start();
    String line =
        answer(server, "POST /list HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    assertTrue(line, line.startsWith("HTTP/1.1 405"));
  }

  @Test
  public void aLongHeaderIsRefused() throws Exception {
    ObservationServer server = start();
    String line =
        answer(
            server,
            "GET /list HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000) + "\r\n\r\n");
    assertTrue(line, line.startsWith("HTTP/1.1 431"));
  }

  @Test
  public void moreConnectionsOfOneAddressThanAllowedAreClosed() throws Exception {
    ObservationServer server = start(settings("127.0.0.1", "", Set.of(), 2, LIMIT));
    follow(server);
    WatchingClient second = follow(server);

    assertThrows(CompletionException.class, () -> connect(server, PATH));
    assertTrue(server.refusals().connections() >= 1);

    second.socket().abort();
    await().atMost(LIMIT).until(() -> stream.report().followers() == 1);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () -> {
              follow(server);
              return true;
            });
  }

  @Test
  public void aHandshakeThatTakesTooLongIsCutAndAStreamIsNot() throws Exception {
    // A busy machine needs some of it for the handshake of a client that means well.
    ObservationServer server =
        start(settings("127.0.0.1", "", Set.of(), 100, Duration.ofSeconds(3)));
    WatchingClient client = follow(server);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write("GET /list HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
      testServer.looking(server);
      var dripping = testServer.threads().submit(() -> drip(socket));
      assertTrue(dripping.get());
    }
    append(1);
    client.awaitTexts(2);
    assertFalse(client.isClosed());
  }

  /** Writes a byte now and then, until the socket is closed. */
  private static boolean drip(Socket socket) throws Exception {
    while (true) {
      try {
        socket.getOutputStream().write('x');
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      } catch (IOException e) {
        return true;
      }
    }
  }

  @Test
  public void listeningBeyondThisMachineNeedsATokenAndTls() {
    for (String token : List.of("", "s3cret")) {
      IllegalArgumentException thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> start(settings("0.0.0.0", token, Set.of(), 100, LIMIT)));
      assertEquals(
          "0.0.0.0 is reached from elsewhere: that needs a token and TLS", thrown.getMessage());
    }
  }

  @Test
  public void aNameIsNoAddressToListenOn() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> start(settings("my.host", "", Set.of(), 100, LIMIT)));
    assertEquals("not an IP address: \"my.host\"", thrown.getMessage());
  }
}
