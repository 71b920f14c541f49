// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.junit.Assert.assertEquals;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.request.TestAuthority.Rules;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.Route;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.rules.ExternalResource;

/**
 * The host's side of requests without OSGi: a client, its limits, and an authority to play with.
 */
final class Sender extends ExternalResource {

  /** The bundle that tests send for, unless they say otherwise. */
  static final long PLUGIN = 1;

  /** How long anything may take before it counts as never happening. */
  static final long LIMIT_SECONDS = 20;

  static final RequestLimits LIMITS =
      new RequestLimits(65_536, 16_384, Duration.ofSeconds(5), Duration.ofSeconds(60), 8, 256, 4);

  final TestAuthority authority = new TestAuthority();
  final TestResolver resolver = new TestResolver();
  private final RequestLimits limits;
  private SSLContext tls;
  final List<String> refusals = new CopyOnWriteArrayList<>();
  private Route route = new Route.Direct();
  private JettyClient client;
  private Requests requests;

  Sender() {
    this(LIMITS);
  }

  @SuppressWarnings("NullAway.Init")
  Sender(RequestLimits limits) {
    this.limits = limits;
  }

  void trust(SSLContext context) {
    tls = context;
  }

  void goThrough(ProxyRoute proxy) {
    route = new Route.Via(proxy);
  }

  @Override
  protected void before() throws NoSuchAlgorithmException {
    tls = SSLContext.getDefault();
    start();
  }

  /** Starts, or starts anew with another trust. */
  void start() {
    close();
    client = JettyClient.start(limits, resolver, () -> tls);
    requests =
        new Requests(
            authority,
            (secure, host, port) -> route,
            limits,
            (attempt, decision) -> refusals.add(attempt.access() + ": " + decision.code()),
            client);
    grant(PLUGIN);
  }

  private void close() {
    if (client != null) {
      requests.stop();
      client.close();
    }
  }

  @Override
  protected void after() {
    close();
  }

  /** Grants a plugin every request. */
  void grant(long plugin) {
    authority.say(
        plugin,
        Rules.of("GET,POST,PUT,PATCH,DELETE http://*:*", "GET,POST,PUT,PATCH,DELETE https://*:*"));
  }

  /** Changes what a plugin may do, as the registry would. */
  void say(Rules rules) {
    authority.say(PLUGIN, rules);
    requests.authorityChanged();
  }

  /** Something changes, but not what a plugin may do. */
  void changeNothing() {
    requests.authorityChanged();
  }

  Requests requests() {
    return requests;
  }

  CompletableFuture<RequestResult> send(HostRequest request) {
    return requests.send(PLUGIN, request);
  }

  CompletableFuture<RequestResult> get(String url) {
    return send(HostRequest.of(RequestMethod.GET, url));
  }

  /** Sends, and waits for the answer. */
  RequestAnswer answer(HostRequest request) throws Exception {
    RequestResult result = result(send(request));
    if (result instanceof RequestResult.Answered answered) {
      return answered.answer();
    }
    throw new AssertionError("no answer but " + result);
  }

  static RequestResult result(CompletableFuture<RequestResult> sent) throws Exception {
    return sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits, and expects that the request was not allowed. */
  static void assertRejected(String code, CompletableFuture<RequestResult> sent) throws Exception {
    RequestResult result = result(sent);
    assertEquals(
        result.toString(),
        "rejected " + code,
        result instanceof RequestResult.Rejected rejected ? "rejected " + rejected.code() : "");
  }

  /** Waits, and expects that the request failed. */
  static void assertFailed(String code, CompletableFuture<RequestResult> sent) throws Exception {
    RequestResult result = result(sent);
    assertEquals(
        result.toString(),
        "failed " + code,
        result instanceof RequestResult.Failed failed ? "failed " + failed.code() : "");
  }
}
