// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.request.TestAuthority.Rules;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** What is not allowed does not leave, and what is not allowed any more does not go on. */
public final class AuthorityTest {

  @Rule public final Sender sender = new Sender();

  private final RawServer server = RawServer.silent();
  private final String target = "http://127.0.0.1:" + server.port();

  @After
  public void close() throws Exception {
    server.close();
  }

  private CompletableFuture<RequestResult> underway() {
    CompletableFuture<RequestResult> sent = sender.get(server.url());
    await()
        .atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS)
        .until(() -> server.requests().size() == 1);
    return sent;
  }

  private void assertNothingLeft(String code) throws Exception {
    Sender.assertRejected(code, sender.get(server.url()));
    assertEquals(List.of(), server.requests());
  }

  @Test
  public void aChangeThatDoesNotConcernAPluginIsNoDecisionAboutItsRequests() throws Exception {
    Rules rules = Rules.of("GET " + target);
    sender.say(rules);
    CompletableFuture<RequestResult> sent = underway();
    int decisions = rules.decisions().get();

    sender.changeNothing();

    assertEquals(decisions, rules.decisions().get());
    assertFalse(sent.isDone());
  }

  @Test
  public void whatIsNotDeclaredIsRejected() throws Exception {
    sender.say(Rules.of());

    assertNothingLeft("not_declared");
  }

  @Test
  public void whatIsNotGrantedIsRejected() throws Exception {
    sender.say(Rules.of("GET " + target).granting());

    assertNothingLeft("not_granted");
  }

  @Test
  public void whatIsRejectedIsRecordedWithoutItsQuery() throws Exception {
    sender.say(Rules.of("GET " + target).granting());

    assertNothingLeft("not_granted");

    assertEquals(1, sender.refusals.size());
    String refusal = sender.refusals.get(0);
    assertTrue(refusal, refusal.startsWith("GET " + target) && refusal.endsWith(": not_granted"));
    assertFalse(refusal, refusal.contains("?"));
  }

  @Test
  public void whatIsDeniedIsRejected() throws Exception {
    sender.say(Rules.of("GET " + target).denying("GET " + target));

    assertNothingLeft("denied");
  }

  @Test
  public void anotherMethodIsRejected() throws Exception {
    sender.say(Rules.of("POST " + target));

    assertNothingLeft("not_declared");
  }

  @Test
  public void anotherPathIsRejected() throws Exception {
    sender.say(Rules.of("GET " + target + "/v2"));

    assertNothingLeft("not_declared");
  }

  @Test
  public void whatIsRejectedIsNotLookedUp() throws Exception {
    sender.say(Rules.of());

    Sender.assertRejected("not_declared", sender.get(server.url()));
    assertEquals(List.of(), sender.resolver.asked());
  }

  @Test
  public void anAddressThatIsRefusedIsRejected() throws Exception {
    sender.say(Rules.of("GET " + target).withoutAddresses());

    assertNothingLeft("address_refused");
  }

  @Test
  public void aGrantOfAWebSocketGivesNoRequest() throws Exception {
    sender.say(Rules.of("ws://127.0.0.1:" + server.port(), "GET http://example.com"));

    assertNothingLeft("not_declared");
  }

  @Test
  public void aGrantOfARequestGivesNoWebSocket() throws Exception {
    sender.say(Rules.of("GET " + target));

    Sender.assertRejected("malformed", sender.get("ws://127.0.0.1:" + server.port() + "/v1"));
    assertEquals(List.of(), sender.resolver.asked());
  }

  @Test
  public void aBundleThatIsNoPluginIsRejected() throws Exception {
    Sender.assertRejected(
        "not_declared",
        sender.requests().send(77, HostRequest.of(RequestMethod.GET, server.url())));
  }

  @Test
  public void aRevokedGrantEndsWhatIsUnderWay() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.say(Rules.of("GET " + target).granting());

    Sender.assertFailed("revoked", sent);
    await().atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> server.connections() == 0);
  }

  @Test
  public void aRevokedAddressEndsWhatIsUnderWay() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.say(Rules.of("GET " + target).withoutAddresses());

    Sender.assertFailed("revoked", sent);
  }

  @Test
  public void aGrantThatIsRevokedDuringTheLookUpLeavesNothingToDial() throws Exception {
    Runnable lookUp = sender.resolver.hold();
    CompletableFuture<RequestResult> sent = sender.get(server.url());

    sender.say(Rules.of("GET " + target).granting());
    lookUp.run();

    Sender.assertFailed("revoked", sent);
    assertEquals(List.of(), server.requests());
  }

  @Test
  public void aChangeThatLeavesTheGrantEndsNothing() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.say(Rules.of("GET " + target));

    assertFalse(sent.isDone());
  }

  @Test
  public void aPluginThatStopsEndsWhatItHasUnderWay() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.requests().cancel(Sender.PLUGIN);

    Sender.assertFailed("cancelled", sent);
    await().atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> server.connections() == 0);
  }

  @Test
  public void aPluginThatStopsEndsNothingOfAnother() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.requests().cancel(2);

    assertFalse(sent.isDone());
  }

  @Test
  public void aHostThatStopsTakesNothingMore() throws Exception {
    CompletableFuture<RequestResult> sent = underway();

    sender.requests().stop();

    Sender.assertFailed("cancelled", sent);
    Sender.assertFailed("cancelled", sender.get(server.url()));
  }
}
