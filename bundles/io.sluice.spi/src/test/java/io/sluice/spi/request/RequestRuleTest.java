// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.request;

import static org.junit.Assert.assertEquals;

import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** What a request may look like. */
public final class RequestRuleTest {

  private static final HostRequest GOOD =
      HostRequest.of(RequestMethod.POST, "https://example.com/v1");

  private static void assertGood(HostRequest request) {
    assertEquals(Optional.empty(), RequestRule.problem(request));
  }

  private static void assertProblem(String problem, HostRequest request) {
    assertEquals(Optional.of(problem), RequestRule.problem(request));
  }

  private static void assertHostsOwn(String name) {
    assertProblem("headers[0]: the host sets " + name + " by itself", GOOD.withHeader(name, "x"));
  }

  @Test
  public void aPlainRequestIsGood() {
    assertGood(GOOD.withHeader("Content-Type", "text/plain").withBody(Body.of("text")));
  }

  @Test
  public void aUrlWithoutAHostIsBad() {
    assertProblem("url: no host", HostRequest.of(RequestMethod.GET, "https:///v1"));
  }

  @Test
  public void aUrlWithUserInformationIsBad() {
    assertProblem(
        "url: user information is not allowed",
        HostRequest.of(RequestMethod.GET, "https://user:secret@example.com/"));
  }

  @Test
  public void aUrlOfAWebSocketIsBad() {
    assertProblem(
        "url: a request goes to http:// or https://",
        HostRequest.of(RequestMethod.GET, "wss://example.com/"));
  }

  @Test
  public void theHostWritesWhatBelongsToTheConnection() {
    for (String name :
        List.of(
            "Connection",
            "Content-Length",
            "COOKIE",
            "Cookie2",
            "Expect",
            "host",
            "HTTP2-Settings",
            "Keep-Alive",
            "Proxy-Authorization",
            "Proxy-Connection",
            "Sec-WebSocket-Key",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade")) {
      assertHostsOwn(name);
    }
  }

  @Test
  public void anAuthorizationIsThePluginsOwn() {
    assertGood(GOOD.withHeader("Authorization", "Bearer 1"));
  }

  @Test
  public void anEmptyNameIsBad() {
    assertProblem(
        "headers[0]: the name is not a token (RFC 9110, section 5.6.2)", GOOD.withHeader("", "x"));
  }

  @Test
  public void aNameWithASpaceIsBad() {
    assertProblem(
        "headers[1]: the name is not a token (RFC 9110, section 5.6.2)",
        GOOD.withHeader("A", "x").withHeader("Host ", "x"));
  }

  @Test
  public void aNameThatIsTooLongIsBad() {
    assertProblem(
        "headers[0]: the name is not a token (RFC 9110, section 5.6.2)",
        GOOD.withHeader("x".repeat(129), "x"));
  }

  @Test
  public void aLineEndInAValueIsBad() {
    assertProblem(
        "headers[0]: the value is not printable ASCII", GOOD.withHeader("A", "x\r\nHost: y"));
  }

  @Test
  public void aValueBeyondAsciiIsBad() {
    assertProblem("headers[0]: the value is not printable ASCII", GOOD.withHeader("A", "ä"));
  }

  @Test
  public void asManyFieldsAsMayBeAreGood() {
    assertGood(withFields(RequestRule.MOST_FIELDS));
  }

  @Test
  public void aFieldTooManyIsBad() {
    assertProblem("headers: more than 64 fields", withFields(RequestRule.MOST_FIELDS + 1));
  }

  private static HostRequest withFields(int number) {
    HostRequest request = GOOD;
    for (int i = 0; i < number; i++) {
      request = request.withHeader("A", "x");
    }
    return request;
  }

  @Test
  public void aHeaderAsLongAsMayBeIsGood() {
    assertGood(GOOD.withHeader("A", "x".repeat(RequestRule.LONGEST_HEADER - 1)));
  }

  @Test
  public void aHeaderThatIsTooLongIsBad() {
    assertProblem(
        "headers: longer than 16384 characters in all",
        GOOD.withHeader("A", "x".repeat(RequestRule.LONGEST_HEADER)));
  }

  @Test
  public void aGetWithABodyIsBad() {
    assertProblem(
        "body: a GET has none",
        HostRequest.of(RequestMethod.GET, "https://example.com/").withBody(Body.of("x")));
  }

  @Test
  public void theShortestAndTheLongestTimeoutAreGood() {
    assertGood(GOOD.withTimeout(Duration.ofMillis(1)));
    assertGood(GOOD.withTimeout(Duration.ofSeconds(60)));
  }

  @Test
  public void noTimeoutAtAllIsBad() {
    assertProblem("timeout: not from 1 ms to 60 s", GOOD.withTimeout(Duration.ZERO));
  }

  @Test
  public void aTimeoutThatIsTooLongIsBad() {
    assertProblem("timeout: not from 1 ms to 60 s", GOOD.withTimeout(Duration.ofMillis(60_001)));
  }
}
