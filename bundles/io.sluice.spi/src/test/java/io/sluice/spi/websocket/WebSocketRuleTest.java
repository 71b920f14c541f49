// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.api.websocket.WebSocketRequest;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Test;

/** What a plugin may want with a WebSocket. */
public final class WebSocketRuleTest {

  private static final WebSocketRequest GOOD = WebSocketRequest.of("wss://example.com/v1");

  private static void assertProblem(String problem, WebSocketRequest request) {
    assertEquals(Optional.of(problem), WebSocketRule.problem(request));
  }

  private static void assertBadClose(String problem, int code, String reason) {
    assertEquals(Optional.of(problem), WebSocketRule.problemOfClose(code, reason));
  }

  private static void assertBadCode(int code) {
    assertBadClose(
        "the close code " + code + " is not one that may be sent (RFC 6455, section 7.4)",
        code,
        "");
  }

  private static void assertGoodCode(int code) {
    assertEquals(Optional.empty(), WebSocketRule.problemOfClose(code, ""));
  }

  @Test
  public void aPlainWebSocketIsGood() {
    assertEquals(
        Optional.empty(),
        WebSocketRule.problem(GOOD.withSubprotocols("a.v1", "b").withHeader("X-Session", "1")));
  }

  @Test
  public void aUrlWithoutAHostIsBad() {
    assertProblem("url: no host", WebSocketRequest.of("wss:///v1"));
  }

  @Test
  public void aUrlOfARequestIsBad() {
    assertProblem(
        "url: a WebSocket goes to ws:// or wss://", WebSocketRequest.of("https://example.com/"));
  }

  @Test
  public void aSubprotocolThatIsNoTokenIsBad() {
    assertProblem(
        "subprotocols[1]: not a token (RFC 9110, section 5.6.2)",
        GOOD.withSubprotocols("good", "not good"));
  }

  @Test
  public void aSubprotocolThatStandsThereTwiceIsBad() {
    assertProblem("subprotocols[1]: stands here twice", GOOD.withSubprotocols("one", "one"));
  }

  @Test
  public void tooManySubprotocolsAreBad() {
    String[] names = IntStream.range(0, 17).mapToObj(i -> "v" + i).toArray(String[]::new);
    assertProblem("subprotocols: more than 16", GOOD.withSubprotocols(names));
  }

  @Test
  public void aHeaderOfTheHandshakeIsBad() {
    assertProblem(
        "headers[0]: the host sets Sec-WebSocket-Key by itself",
        GOOD.withHeader("Sec-WebSocket-Key", "x"));
  }

  @Test
  public void aHeaderThatStandsThereTwiceIsBad() {
    assertProblem(
        "headers[1]: the name stands here twice",
        GOOD.withHeader("X-Session", "1").withHeader("x-session", "2"));
  }

  @Test
  public void aTextOfWholeCharactersIsGood() {
    assertEquals(Optional.empty(), WebSocketRule.problemOfText("\uD83D\uDE00 and more"));
  }

  @Test
  public void halfACharacterIsBad() {
    assertEquals(
        Optional.of("the text has a lone surrogate at index 2"),
        WebSocketRule.problemOfText("ab\uD83D"));
  }

  @Test
  public void codesThatMayBeSentAreGood() {
    assertGoodCode(1000);
    assertGoodCode(1003);
    assertGoodCode(1007);
    assertGoodCode(1014);
    assertGoodCode(3000);
    assertGoodCode(4999);
  }

  @Test
  public void codesThatMayNotBeSentAreBad() {
    assertBadCode(999);
    assertBadCode(1004);
    assertBadCode(1006);
    assertBadCode(1015);
    assertBadCode(2999);
    assertBadCode(5000);
  }

  @Test
  public void aReasonIsAsLongAsItMayBe() {
    assertEquals(Optional.empty(), WebSocketRule.problemOfClose(1000, "x".repeat(123)));
    assertBadClose("the close reason is longer than 123 bytes", 1000, "x".repeat(124));
    assertBadClose("the close reason is longer than 123 bytes", 1000, "\u00E9".repeat(62));
  }

  @Test
  public void aReasonOfHalfACharacterIsBad() {
    assertBadClose("the text has a lone surrogate at index 0", 1000, "\uD83D");
  }
}
