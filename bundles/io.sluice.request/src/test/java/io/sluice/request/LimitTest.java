// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertFalse;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** How many requests may be under way, and how long one may be looked up and connected. */
public final class LimitTest {

  /** A busy machine needs some of it for what is to end, or to be counted, before. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  @Rule
  public final Sender sender =
      new Sender(new RequestLimits(10, 16_384, Duration.ofSeconds(5), LONGEST, 2, 3, 4));

  private final RawServer server = RawServer.silent();

  @Before
  public void grant() {
    sender.grant(2);
    sender.grant(3);
  }

  @After
  public void close() throws Exception {
    server.close();
  }

  private CompletableFuture<RequestResult> send(long plugin) {
    return sender.requests().send(plugin, HostRequest.of(RequestMethod.GET, server.url()));
  }

  @Test
  public void aPluginsRequestTooManyIsRejected() throws Exception {
    sender.resolver.hold();
    CompletableFuture<RequestResult> first = send(1);
    CompletableFuture<RequestResult> second = send(1);

    Sender.assertRejected("limit", send(1));
    assertFalse(first.isDone());
    assertFalse(second.isDone());
  }

  @Test
  public void aRequestTooManyInAllIsRejected() throws Exception {
    sender.resolver.hold();
    CompletableFuture<RequestResult> ofOne = send(1);
    CompletableFuture<RequestResult> another = send(1);
    CompletableFuture<RequestResult> ofTwo = send(2);

    Sender.assertRejected("limit", send(3));
    assertFalse(ofOne.isDone() || another.isDone() || ofTwo.isDone());
  }

  @Test
  public void aRequestThatIsOverMakesRoom() throws Exception {
    sender.resolver.failWith("dns_failed");

    for (int i = 0; i < 5; i++) {
      Sender.assertFailed("dns_failed", send(1));
    }
  }

  @Test
  public void aLookUpThatTakesTooLongIsGivenUpInTime() throws Exception {
    sender.resolver.hold();

    Sender.assertFailed(
        "timeout",
        sender.send(
            HostRequest.of(RequestMethod.GET, server.url()).withTimeout(Duration.ofMillis(300))));
  }

  @Test
  public void theHostsLongestTimeoutGoesBeforeThePlugins() throws Exception {
    Sender.assertFailed(
        "timeout",
        sender.send(
            HostRequest.of(RequestMethod.GET, server.url()).withTimeout(Duration.ofSeconds(60))));
  }

  @Test
  public void aNameThatIsNotFoundFails() throws Exception {
    sender.resolver.failWith("dns_timeout");

    Sender.assertFailed("dns_timeout", send(1));
  }

  @Test
  public void aPortWithoutAServerRefuses() throws Exception {
    int port = server.port();
    server.close();
    await()
        .atMost(Sender.LIMIT_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                Sender.assertFailed(
                    "connect_refused", sender.get("http://127.0.0.1:" + port + "/")));
  }
}
