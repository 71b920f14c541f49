// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import io.sluice.request.RawServer.Script;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;

/** Servers that do not keep to the rules, or to anybody's patience. */
public final class NastyAnswerTest {

  @Rule public final Sender sender = new Sender();

  private void assertFails(String code, Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      Sender.assertFailed(code, sender.get(server.url()));
      await().atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> server.connections() == 0);
    }
  }

  private void assertTimesOut(Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      Sender.assertFailed(
          "timeout",
          sender.send(
              HostRequest.of(RequestMethod.GET, server.url()).withTimeout(Duration.ofMillis(300))));
      await().atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> server.connections() == 0);
    }
  }

  @Test
  public void aSilentServerIsGivenUpInTime() throws Exception {
    assertTimesOut(RawServer.Peer::awaitEnd);
  }

  @Test
  public void aBodyThatStopsInTheMiddleIsGivenUpInTime() throws Exception {
    assertTimesOut(
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow");
          peer.awaitEnd();
        });
  }

  @Test
  public void aHeaderThatStopsInTheMiddleIsGivenUpInTime() throws Exception {
    assertTimesOut(
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nContent-Le");
          peer.awaitEnd();
        });
  }

  @Test
  public void aDrippingBodyIsGivenUpInTime() throws Exception {
    assertTimesOut(
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (peer.listensOn()) {
            peer.write("1\r\nx\r\n");
          }
        });
  }

  @Test
  public void anEndlessBodyIsCutAtTheBound() throws Exception {
    assertFails(
        "answer_too_large",
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\n\r\n");
          while (true) {
            peer.write(new byte[8_192]);
          }
        });
  }

  @Test
  public void aLengthBeyondTheBoundIsNotWaitedFor() throws Exception {
    assertFails(
        "answer_too_large",
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n");
          peer.awaitEnd();
        });
  }

  @Test
  public void aFloodOfHeaderFieldsIsNoAnswer() throws Exception {
    assertFails(
        "bad_response",
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\n");
          while (true) {
            peer.write("X-Flood: more and more\r\n");
          }
        });
  }

  @Test
  public void anEndlessHeaderLineIsNoAnswer() throws Exception {
    assertFails(
        "bad_response",
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nX-Long: ");
          while (true) {
            peer.write("x".repeat(1_024));
          }
        });
  }

  @Test
  public void aFloodOfTrailersIsCutAtTheBound() throws Exception {
    assertFails(
        "connection_lost",
        peer -> {
          peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n");
          while (true) {
            peer.write("X-Flood: more and more\r\n");
          }
        });
  }

  @Test
  public void aFloodOfInterimAnswersIsNoAnswer() throws Exception {
    assertFails(
        "bad_response",
        peer -> {
          while (true) {
            peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
          }
        });
  }

  @Test
  public void interimAnswersThatDripAreGivenUpInTime() throws Exception {
    assertTimesOut(
        peer -> {
          for (int i = 0; i < 10; i++) {
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
          }
          peer.awaitEnd();
        });
  }

  @Test
  public void anInterimAnswerWithoutItsEndIsNoAnswer() throws Exception {
    assertFails("bad_response", peer -> peer.write("HTTP/1.1 103 Early Hints\r\nLink: "));
  }

  @Test
  public void aConnectionThatIsClosedAfterAnInterimAnswerIsLost() throws Exception {
    assertFails("connection_lost", peer -> peer.write("HTTP/1.1 100 Continue\r\n\r\n"));
  }

  @Test
  public void whatIsNoHttpIsNoAnswer() throws Exception {
    assertFails("bad_response", peer -> peer.write("220 mail.example.com ESMTP\r\n\r\n"));
  }

  @Test
  public void twoLengthsAreNoAnswer() throws Exception {
    assertFails(
        "bad_response",
        peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"));
  }

  @Test
  public void aConnectionThatIsClosedBeforeTheAnswerIsLost() throws Exception {
    assertFails("connection_lost", peer -> {});
  }

  @Test
  public void aConnectionThatIsClosedInTheMiddleIsLost() throws Exception {
    assertFails(
        "connection_lost", peer -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nha"));
  }

  @Test
  public void aChunkedBodyWithoutItsEndIsLost() throws Exception {
    assertFails(
        "connection_lost",
        peer -> peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
  }

  private static String switchTo(String protocol) {
    return String.join(
        "\r\n",
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: " + protocol,
        "Connection: Upgrade",
        "",
        "");
  }

  @Test
  public void aSwitchToWebSocketIsRefused() throws Exception {
    assertFails(
        "upgrade_refused",
        peer -> {
          peer.write(switchTo("websocket"));
          peer.awaitEnd();
        });
  }

  @Test
  public void aSwitchToAnotherProtocolIsRefused() throws Exception {
    assertFails(
        "upgrade_refused",
        peer -> {
          peer.write(switchTo("irc"));
          peer.awaitEnd();
        });
  }

  @Test
  public void anUnaskedContinueIsNoAnswer() throws Exception {
    try (RawServer server =
        RawServer.answering(
            String.join(
                "\r\n\r\n",
                "HTTP/1.1 100 Continue",
                "HTTP/1.1 103 Early Hints\r\nX-Interim: 1",
                "HTTP/1.1 200 OK\r\nContent-Length: 2",
                "ok"))) {
      RequestAnswer answer = sender.answer(HostRequest.of(RequestMethod.GET, server.url()));

      assertEquals(200, answer.status());
      assertEquals("ok", answer.body().text());
      assertEquals(1, answer.headers().size());
    }
  }

  @Test
  public void aSecondAnswerOnTheConnectionGoesToNobody() throws Exception {
    try (RawServer server =
        RawServer.answering(
            String.join(
                "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2",
                "okHTTP/1.1 200 OK\r\nContent-Length: 4",
                "evil"))) {
      assertEquals(
          "ok", sender.answer(HostRequest.of(RequestMethod.GET, server.url())).body().text());
    }
  }
}
