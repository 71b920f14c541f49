// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One request on its way. Its result is its state: whoever completes it first ends the exchange.
 * Safe for use by many threads.
 *
 * <p>It is also the tag of its destination in Jetty, so that no two exchanges share a connection,
 * and each part of the client knows whom it works for.
 */
final class Exchange {

  private final AuthorityRegistry registry;
  private final long bundleId;
  private final HostRequest request;
  private final TargetUrl url;
  private final Optional<ProxyRoute> route;
  private final CompletableFuture<RequestResult> result = new CompletableFuture<>();
  private volatile List<InetAddress> addresses = List.of();

  Exchange(
      AuthorityRegistry registry,
      long bundleId,
      HostRequest request,
      TargetUrl url,
      Optional<ProxyRoute> route) {
    this.registry = registry;
    this.bundleId = bundleId;
    this.request = request;
    this.url = url;
    this.route = route;
  }

  long bundleId() {
    return bundleId;
  }

  HostRequest request() {
    return request;
  }

  TargetUrl url() {
    return url;
  }

  /** The proxy that it goes through, or empty if it goes directly. */
  Optional<ProxyRoute> route() {
    return route;
  }

  CompletableFuture<RequestResult> result() {
    return result;
  }

  /** Runs a task once it is over, whoever ended it. */
  void afterwards(Runnable task) {
    Future<RequestResult> unused = result.whenComplete((value, impossible) -> task.run());
  }

  boolean isOver() {
    return result.isDone();
  }

  void fail(String code, String message) {
    result.complete(new RequestResult.Failed(code, message));
  }

  void reject(Decision decision) {
    result.complete(new RequestResult.Rejected(decision.code(), decision.message()));
  }

  /** Whether it may be sent now. */
  Decision decide() {
    return authority().decide(new Access(request.method().name(), url));
  }

  /** Whether it may go to an address now. */
  Decision decide(InetAddress address) {
    return authority().decide(address);
  }

  private PluginAuthority authority() {
    return registry.snapshot().plugin(bundleId);
  }

  /** Takes note of the addresses that it may be connected to. */
  void goesTo(List<InetAddress> judged) {
    addresses = List.copyOf(judged);
    review();
  }

  /** Ends it if it is not allowed any more, to the URL or to one of its addresses. */
  void review() {
    Decision decision = decide();
    for (InetAddress address : addresses) {
      decision = decision.allowed() ? decide(address) : decision;
    }
    if (!decision.allowed()) {
      fail("revoked", "given up since it is " + decision.code() + " now");
    }
  }
}
