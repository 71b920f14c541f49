// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.FurtherEvent;
import io.sluice.spi.observation.RefusalReport;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Clients that do what no good client would do: only they feel it. */
public final class HostileClientTest {

  private static final byte[] NOTHING = {};
  private static final int FIN = 0x80;

  @Rule public final TestServer testServer = new TestServer();

  private final List<RawClient> clients = new ArrayList<>();

  @After
  public void closeAll() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect(ObservationServer server) throws Exception {
    RawClient client = RawClient.connect(server);
    clients.add(client);
    return client;
  }

  private RawClient follow(ObservationServer server) throws Exception {
    return connect(server).shakeHands();
  }

  /** Whoever behaves is still served. */
  private void requireServed(ObservationServer server) throws Exception {
    follow(server).awaitText("snapshot");
  }

  private String answer(ObservationServer server, String request) throws Exception {
    return connect(server).send(request).line();
  }

  private static byte[] times(int number, byte[] frame) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < number; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  /** Sends frames, and is closed with a code. */
  private RefusalReport requireClosed(int code, byte[]... frames) throws Exception {
    ObservationServer server = testServer.start();
    RawClient good = follow(server);
    good.awaitText("snapshot");
    RawClient client = follow(server);
    for (byte[] frame : frames) {
      client.send(frame);
    }
    assertEquals(code, client.awaitClose());
    append();
    good.awaitText("\"type\":\"numbered\"");
    return server.refusals();
  }

  private void append() throws Exception {
    FurtherEvent event = new FurtherEvent("numbered", Map.of("n", 1));
    testServer.stream().append(event, ProtocolJson.encode(event));
  }

  @Test
  public void aFloodOfPingsEndsTheStream() throws Exception {
    RefusalReport refused =
        requireClosed(1008, times(100, RawClient.frame(FIN | RawClient.PING, NOTHING)));
    assertEquals(1, refused.floods());
  }

  @Test
  public void aFloodOfPongsEndsTheStream() throws Exception {
    requireClosed(1008, times(100, RawClient.frame(FIN | RawClient.PONG, NOTHING)));
  }

  @Test
  public void aMessageIsCounted() throws Exception {
    RefusalReport refused =
        requireClosed(4405, RawClient.frame(FIN | RawClient.TEXT, "stop".getBytes(UTF_8)));
    assertEquals(1, refused.messages());
  }

  @Test
  public void aFrameThatIsSaidToBeEndlessIsRefusedAtItsHeader() throws Exception {
    byte[] header = {(byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
    requireClosed(1009, header);
  }

  @Test
  public void aLengthWithItsTopBitSetIsRefused() throws Exception {
    byte[] header = {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
    requireClosed(1009, header);
  }

  @Test
  public void endlessEmptyFragmentsAreRefused() throws Exception {
    requireClosed(
        4405, RawClient.frame(RawClient.TEXT, NOTHING), times(1_000, RawClient.frame(0, NOTHING)));
  }

  @Test
  public void aFrameWithoutAMaskIsRefused() throws Exception {
    requireClosed(1002, new byte[] {(byte) 0x81, 1, 'x'});
  }

  @Test
  public void reservedBitsAndOpcodesAreRefused() throws Exception {
    requireClosed(1002, RawClient.frame(FIN | 0x40 | RawClient.TEXT, NOTHING));
    requireClosed(1002, RawClient.frame(FIN | 3, NOTHING));
  }

  @Test
  public void aLongPingIsRefused() throws Exception {
    requireClosed(1002, RawClient.frame(FIN | RawClient.PING, new byte[200]));
  }

  @Test
  public void oneThatBeginsAFrameAndFallsSilentIsCut() throws Exception {
    ObservationServer server = testServer.looking(testServer.start());
    RawClient client = follow(server);
    client.awaitText("snapshot");
    client.send(new byte[] {(byte) 0x89, (byte) 0x85, 0, 0, 0, 0, 1});
    assertEquals(1, testServer.stream().report().followers());

    testServer.pass(Duration.ofSeconds(46));

    assertTrue(client.isCut());
    await().atMost(TestServer.LIMIT).until(() -> testServer.stream().report().followers() == 0);
  }

  private static ServerSettings most(int connections) {
    return TestServer.settings(
        "127.0.0.1", "", ServerSettings.TlsKey.NONE, Set.of(), connections, 100, TestServer.LIMIT);
  }

  private void awaitServed(ObservationServer server) {
    await()
        .atMost(TestServer.LIMIT)
        .until(() -> answer(server, RawClient.handshake("GET", TestServer.PATH)).contains(" 101 "));
  }

  @Test
  public void oneThatDoesNotAnswerTheCloseMakesRoom() throws Exception {
    ObservationServer server = testServer.start(most(1));
    RawClient client = follow(server);
    client.send(RawClient.frame(FIN | RawClient.TEXT, "x".getBytes(UTF_8)));
    assertEquals(4405, client.awaitClose());
    assertTrue("it is waited for", connect(server).isCut());

    // Only from here on: on a busy machine its time might be up before the other one came.
    testServer.looking(server);
    testServer.pass(Duration.ofSeconds(4));

    awaitServed(server);
  }

  @Test
  public void anyMethodButGetIsRefused() throws Exception {
    ObservationServer server = testServer.start();
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X-ANY")) {
      assertEquals(
          method + " HTTP/1.1 405 Method Not Allowed",
          method + " " + answer(server, RawClient.handshake(method, TestServer.PATH)));
    }
    String connect = answer(server, "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertTrue(connect, connect.startsWith("HTTP/1.1 4"));
    assertTrue(server.refusals().toString(), server.refusals().handshakes() >= 7);
    requireServed(server);
  }

  @Test
  public void aBodyIsNotReadAndWhatFollowsARequestIsNotAnswered() throws Exception {
    ObservationServer server = testServer.start();
    String get = "GET /list HTTP/1.1\r\nHost: localhost\r\n";
    String pipelined = connect(server).send(get + "\r\n" + get + "\r\n" + get + "\r\n").rest();
    assertEquals(pipelined, 2, pipelined.split("HTTP/1.1 200", -1).length);
    String endless =
        connect(server)
            .send("POST /list HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n")
            .line();
    assertTrue(endless, endless.startsWith("HTTP/1.1 405"));
  }

  @Test
  public void anotherProtocolIsRefused() throws Exception {
    ObservationServer server = testServer.start();
    String http2 = answer(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assertFalse(http2, http2.startsWith("HTTP/1.1 2"));
    assertTrue(
        connect(server).send(new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 3}).line().length() < 64);
    requireServed(server);
  }

  @Test
  public void aRequestWithoutOrWithSeveralHostsIsRefused() throws Exception {
    ObservationServer server = testServer.start();
    for (String hosts :
        List.of(
            "",
            "Host: localhost\r\nHost: evil.example\r\n",
            "Host: localhost@evil.example\r\n",
            "Host: 127.0.0.1.evil.example\r\n",
            "Host: localhost.evil.example\r\n")) {
      String line = answer(server, "GET /list HTTP/1.1\r\n" + hosts + "\r\n");
      assertTrue(hosts + line, line.startsWith("HTTP/1.1 4"));
    }
    String absolute =
        answer(server, "GET http://evil.example/list HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertTrue(absolute, absolute.startsWith("HTTP/1.1 4"));
  }

  @Test
  public void severalOriginsAreRefusedAndNoneIsNoBrowsers() throws Exception {
    ObservationServer server =
        testServer.start(
            TestServer.settings(
                "127.0.0.1", "", Set.of("https://good.example"), 100, TestServer.LIMIT));
    for (String origins :
        List.of(
            "Origin: https://good.example\r\nOrigin: https://evil.example",
            "Origin: https://good.example, https://evil.example",
            "Origin: https://good.example.evil.example",
            "Origin: http://good.example",
            "Origin:")) {
      assertEquals(
          origins,
          "HTTP/1.1 403 Forbidden",
          answer(server, RawClient.handshake("GET", TestServer.PATH, origins)));
    }
    requireServed(server);
  }

  @Test
  public void aTokenAnywhereButInItsFieldIsNone() throws Exception {
    ObservationServer server =
        testServer.start(
            TestServer.settings("127.0.0.1", "s3cret", Set.of(), 100, TestServer.LIMIT));
    for (String request :
        List.of(
            RawClient.handshake("GET", TestServer.PATH + "?token=s3cret"),
            RawClient.handshake("GET", TestServer.PATH + "?access_token=s3cret"),
            RawClient.handshake("GET", TestServer.PATH, "Cookie: token=s3cret"),
            RawClient.handshake("GET", TestServer.PATH, "Sec-WebSocket-Protocol: s3cret"),
            RawClient.handshake("GET", TestServer.PATH, "Authorization: s3cret"),
            RawClient.handshake("GET", TestServer.PATH, "Authorization: Bearer"),
            RawClient.handshake("POST", TestServer.PATH))) {
      assertEquals(request, "HTTP/1.1 401 Unauthorized", answer(server, request));
    }
    assertEquals(7, server.refusals().handshakes());
  }

  @Test
  public void aPathThatLeadsAstrayIsNotFound() throws Exception {
    ObservationServer server = testServer.start();
    for (String path :
        List.of(
            "/../list",
            "/x/../list",
            "/%2e%2e/list",
            "//list",
            "/list/",
            "/list;a=b",
            "/list%00",
            "/" + "x".repeat(4_000),
            "/w/events/ws/../ws")) {
      String line = answer(server, RawClient.handshake("GET", path));
      assertTrue(path + " " + line, line.startsWith("HTTP/1.1 4"));
    }
  }

  @Test
  public void whatIsNoRequestIsAnsweredInOurOwnWordsAlone() throws Exception {
    ObservationServer server = testServer.start();
    for (String request :
        List.of(
            "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
            "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "nonsense\r\n\r\n")) {
      String answer = connect(server).send(request).rest();
      assertTrue(answer, answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"));
      for (String each : List.of("<", "html", "Jetty", "jetty", "localhost", "script")) {
        assertFalse(each + " in " + answer, answer.contains(each));
      }
    }
  }

  @Test
  public void aRequestThatIsTooLongIsRefused() throws Exception {
    ObservationServer server = testServer.start();
    String longTarget = answer(server, RawClient.handshake("GET", "/" + "x".repeat(9_000)));
    assertTrue(longTarget, longTarget.startsWith("HTTP/1.1 414"));
    String[] many = new String[2_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-" + i + ": y";
    }
    String manyFields = answer(server, RawClient.handshake("GET", TestServer.PATH, many));
    assertTrue(manyFields, manyFields.startsWith("HTTP/1.1 431"));
  }

  @Test
  public void moreConnectionsThanAllowedInAllAreClosed() throws Exception {
    ObservationServer server = testServer.start(most(2));
    RawClient first = follow(server);
    first.awaitText("snapshot");
    follow(server).awaitText("snapshot");
    assertTrue(connect(server).isCut());
    assertEquals(1, server.refusals().connections());

    first.close();

    await().atMost(TestServer.LIMIT).until(() -> testServer.stream().report().followers() == 1);
    awaitServed(server);
  }

  @Test
  public void thoseWhoNeverFinishTheirHandshakeMakeRoom() throws Exception {
    ObservationServer server =
        testServer.looking(
            testServer.start(
                TestServer.settings("127.0.0.1", "", Set.of(), 3, Duration.ofMillis(500))));
    List<RawClient> silent = List.of(connect(server), connect(server), connect(server));
    silent.get(1).send("GET /list HT");
    silent.get(2).send("GET /list HTTP/1.1\r\nHost: localhost\r\n");

    for (RawClient client : silent) {
      assertTrue(client.isCut());
    }
    awaitServed(server);
  }
}
