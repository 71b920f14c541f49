// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What goes out and what comes back, with a server that keeps to the rules. */
public final class ExchangeTest {

  @Rule public final Sender sender = new Sender();

  private HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init")
  public ExchangeTest() {}

  @Before
  public void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/echo", this::echo);
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void echo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
    answer(exchange, 200, body.getBytes(UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private RequestAnswer roundTrip(RequestMethod method, String text) throws Exception {
    return sender.answer(HostRequest.of(method, url("/echo")).withBody(Body.of(text)));
  }

  @Test
  public void aGetHasAnAnswer() throws Exception {
    RequestAnswer answer = roundTrip(RequestMethod.GET, "");

    assertEquals(200, answer.status());
    assertEquals(Optional.of("GET"), answer.header("x-method"));
    assertEquals(Body.EMPTY, answer.body());
  }

  @Test
  public void aPostCarriesItsBody() throws Exception {
    RequestAnswer answer = roundTrip(RequestMethod.POST, "größer");

    assertEquals(Optional.of("POST"), answer.header("x-method"));
    assertEquals("größer", answer.body().text());
  }

  @Test
  public void aPutCarriesItsBody() throws Exception {
    RequestAnswer answer = roundTrip(RequestMethod.PUT, "put");

    assertEquals(Optional.of("PUT"), answer.header("x-method"));
    assertEquals("put", answer.body().text());
  }

  @Test
  public void aPatchCarriesItsBody() throws Exception {
    RequestAnswer answer = roundTrip(RequestMethod.PATCH, "patch");

    assertEquals(Optional.of("PATCH"), answer.header("x-method"));
    assertEquals("patch", answer.body().text());
  }

  @Test
  public void aDeleteMayCarryABody() throws Exception {
    RequestAnswer answer = roundTrip(RequestMethod.DELETE, "delete");

    assertEquals(Optional.of("DELETE"), answer.header("x-method"));
    assertEquals("delete", answer.body().text());
  }

  @Test
  public void theUrlIsDialledAsItWasParsed() throws Exception {
    sender.answer(HostRequest.of(RequestMethod.GET, url("/echo/a%20b?q=%2e&r=1+2&r=&&s")));

    assertEquals(List.of("GET /echo/a%20b?q=%2e&r=1+2&r=&&s"), seen);
  }

  @Test
  public void theLongestBodyGoesThroughBothWays() throws Exception {
    String longest = "x".repeat(HostRequest.MAX_BODY_BYTES);

    assertEquals(longest, roundTrip(RequestMethod.POST, longest).body().text());
  }

  @Test
  public void aRequestBodyThatIsTooLongIsNotSent() throws Exception {
    Body tooLong = Body.of(new byte[HostRequest.MAX_BODY_BYTES + 1]);

    Sender.assertRejected(
        "body_too_large",
        sender.send(HostRequest.of(RequestMethod.POST, url("/echo")).withBody(tooLong)));
    assertEquals(List.of(), seen);
  }

  @Test
  public void anAnswerThatIsTooLongIsNoAnswer() throws Exception {
    server.createContext(
        "/long", exchange -> answer(exchange, 200, new byte[HostRequest.MAX_BODY_BYTES + 1]));

    Sender.assertFailed("answer_too_large", sender.get(url("/long")));
  }

  @Test
  public void aChunkedAnswerThatIsTooLongIsNoAnswer() throws Exception {
    server.createContext(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[HostRequest.MAX_BODY_BYTES + 1]);
          }
        });

    Sender.assertFailed("answer_too_large", sender.get(url("/chunked")));
  }

  @Test
  public void anErrorStatusIsAnAnswer() throws Exception {
    server.createContext("/broken", exchange -> answer(exchange, 503, "later".getBytes(UTF_8)));

    RequestAnswer answer = sender.answer(HostRequest.of(RequestMethod.GET, url("/broken")));

    assertEquals(503, answer.status());
    assertEquals("later", answer.body().text());
  }

  @Test
  public void aRedirectIsNotFollowed() throws Exception {
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", url("/echo"));
          answer(exchange, 302, new byte[0]);
        });

    RequestAnswer answer = sender.answer(HostRequest.of(RequestMethod.GET, url("/moved")));

    assertEquals(302, answer.status());
    assertEquals(Optional.of(url("/echo")), answer.header("Location"));
    assertEquals(List.of(), seen);
  }

  @Test
  public void aCookieIsNotSentBack() throws Exception {
    List<Boolean> cookies = new CopyOnWriteArrayList<>();
    server.createContext(
        "/cookie",
        exchange -> {
          cookies.add(exchange.getRequestHeaders().containsKey("Cookie"));
          exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
          answer(exchange, 200, new byte[0]);
        });

    RequestAnswer first = sender.answer(HostRequest.of(RequestMethod.GET, url("/cookie")));
    sender.answer(HostRequest.of(RequestMethod.GET, url("/cookie")));

    assertEquals(Optional.of("session=1; Path=/"), first.header("Set-Cookie"));
    assertEquals(List.of(false, false), cookies);
  }

  @Test
  public void aChallengeIsNotAnswered() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    server.createContext(
        "/closed",
        exchange -> {
          requests.add(exchange.getRequestMethod());
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          answer(exchange, 401, new byte[0]);
        });

    assertEquals(401, sender.answer(HostRequest.of(RequestMethod.GET, url("/closed"))).status());
    assertEquals(List.of("GET"), requests);
  }

  @Test
  public void aProxysChallengeOfAServerIsNotAnswered() throws Exception {
    server.createContext(
        "/proxy",
        exchange -> {
          exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"x\"");
          answer(exchange, 407, new byte[0]);
        });

    assertEquals(407, sender.answer(HostRequest.of(RequestMethod.GET, url("/proxy"))).status());
  }

  @Test
  public void aCompressedAnswerIsLeftAsItIs() throws Exception {
    byte[] bomb = gzip(new byte[32 << 20]);
    server.createContext(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, bomb);
        });

    RequestAnswer answer = sender.answer(HostRequest.of(RequestMethod.GET, url("/bomb")));

    assertEquals(Optional.of("gzip"), answer.header("Content-Encoding"));
    assertEquals(Body.of(bomb), answer.body());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    assertTrue(compressed.size() < HostRequest.MAX_BODY_BYTES);
    return compressed.toByteArray();
  }

  @Test
  public void theHeaderHoldsWhatThePluginSetAndLittleElse() throws Exception {
    try (RawServer raw = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      sender.answer(
          HostRequest.of(RequestMethod.POST, raw.url())
              .withHeader("Authorization", "Bearer 1")
              .withHeader("X-Twice", "one")
              .withHeader("x-twice", "two"));

      String request = raw.requests().get(0).toLowerCase(Locale.ROOT);
      assertThat(request, containsString("post /v1/things http/1.1\r\n"));
      assertThat(request, containsString("\r\nhost: 127.0.0.1:" + raw.port() + "\r\n"));
      assertThat(request, containsString("\r\nauthorization: bearer 1\r\n"));
      assertThat(request, containsString("\r\nx-twice: one\r\n"));
      assertThat(request, containsString("\r\nx-twice: two\r\n"));
      assertThat(request, containsString("\r\ncontent-length: 0\r\n"));
      assertThat(request, containsString("\r\nconnection: close\r\n"));
      assertThat(request, not(containsString("content-type")));
      assertThat(request, not(containsString("accept-encoding")));
    }
  }

  @Test
  public void thePluginsUserAgentIsInPlaceOfTheHosts() throws Exception {
    try (RawServer raw = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      sender.answer(
          HostRequest.of(RequestMethod.GET, raw.url()).withHeader("User-Agent", "Mirror"));

      assertThat(raw.requests().get(0), containsString("\r\nUser-Agent: Mirror\r\n"));
      assertThat(raw.requests().get(0), not(containsString("Sluice")));
    }
  }

  @Test
  public void theConnectionIsClosedAfterTheExchange() throws Exception {
    try (RawServer raw =
        new RawServer(
            peer -> {
              peer.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok");
              peer.awaitEnd();
            })) {
      sender.answer(HostRequest.of(RequestMethod.GET, raw.url()));

      await().atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> raw.connections() == 0);
    }
  }

  @Test
  public void twoPluginsShareNoConnection() throws Exception {
    sender.grant(2);
    try (RawServer raw =
        new RawServer(
            peer -> {
              peer.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok");
              peer.awaitEnd();
            })) {
      HostRequest request = HostRequest.of(RequestMethod.GET, raw.url());
      Sender.result(sender.requests().send(Sender.PLUGIN, request));
      Sender.result(sender.requests().send(2, request));

      // The server reads one request from each connection.
      assertEquals(2, raw.requests().size());
    }
  }
}
