// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.api.request.RequestResult.Rejected;
import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.ProxyRoutes;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.request.RequestRule;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetUrl;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Takes requests of plugins through check, limit and authority to whoever sends them, and ends
 * those that are under way when their time has come. Safe for use by many threads; nothing here
 * waits.
 */
final class Requests {

  /** The result of what the host or the plugin gave up. */
  static final RequestResult CANCELLED =
      new RequestResult.Failed("cancelled", "the plugin or the host stops");

  private final AuthorityRegistry registry;
  private final ProxyRoutes routes;
  private final RequestLimits limits;
  private final BiConsumer<AccessAttempt, Decision> refusals;
  private final Consumer<Exchange> sender;
  private final Underway underway;

  Requests(
      AuthorityRegistry registry,
      ProxyRoutes routes,
      RequestLimits limits,
      BiConsumer<AccessAttempt, Decision> refusals,
      Consumer<Exchange> sender) {
    this.registry = registry;
    this.routes = routes;
    this.limits = limits;
    this.refusals = refusals;
    this.sender = sender;
    this.underway = new Underway(limits.perPlugin(), limits.inAll());
  }

  /**
   * Sends a request.
   *
   * @param bundleId the plugin's bundle
   * @param request what to send
   * @return completes with the result on any thread; whoever completes it with another result gives
   *     the request up
   */
  CompletableFuture<RequestResult> send(long bundleId, HostRequest request) {
    Optional<String> problem = RequestRule.problem(request);
    if (problem.isPresent()) {
      return rejected("malformed", problem.get());
    }
    if (request.body().size() > limits.bodyBytes()) {
      return rejected("body_too_large", "the body is longer than " + limits.bodyBytes() + " bytes");
    }
    TargetUrl url = TargetUrl.parse(request.url());
    Route route = routes.to(url.scheme() == Scheme.HTTPS, url.host(), url.port());
    if (route instanceof Route.Refused refused) {
      return failed(refused.code(), refused.message());
    }
    Optional<ProxyRoute> proxy =
        route instanceof Route.Via via ? Optional.of(via.proxy()) : Optional.empty();
    Exchange exchange = new Exchange(registry, bundleId, request, url, proxy, refusals);
    return switch (underway.add(exchange)) {
      case CLOSED -> CompletableFuture.completedFuture(CANCELLED);
      case FULL -> rejected("limit", "too many requests are under way");
      case ADDED -> begin(exchange);
    };
  }

  private static CompletableFuture<RequestResult> rejected(String code, String message) {
    return CompletableFuture.completedFuture(new Rejected(code, message));
  }

  private static CompletableFuture<RequestResult> failed(String code, String message) {
    return CompletableFuture.completedFuture(new RequestResult.Failed(code, message));
  }

  /** It is among those under way already, so that no change of the grants passes it by. */
  private CompletableFuture<RequestResult> begin(Exchange exchange) {
    exchange.afterwards(() -> underway.remove(exchange));
    Decision decision = exchange.decide();
    if (decision.allowed()) {
      sender.accept(exchange);
    } else {
      exchange.reject(decision);
    }
    return exchange.result();
  }

  /** Ends what is not allowed any more. */
  void authorityChanged() {
    underway.all().forEach(Exchange::review);
  }

  /** Ends what a plugin has under way. */
  void cancel(long bundleId) {
    underway.all().stream()
        .filter(exchange -> exchange.bundleId() == bundleId)
        .forEach(exchange -> exchange.result().complete(CANCELLED));
  }

  /** Ends everything, for good. */
  void stop() {
    underway.close();
    underway.all().forEach(exchange -> exchange.result().complete(CANCELLED));
  }
}
