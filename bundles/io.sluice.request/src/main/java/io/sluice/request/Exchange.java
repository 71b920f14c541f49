// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.jetty.Outgoing;
import io.sluice.spi.authority.AccessAttempt;
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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way. Its result is its state: whoever completes it first ends the exchange.
 * Safe for use by many threads.
 */
final class Exchange implements Outgoing {

  private final AuthorityRegistry registry;
  private final long bundleId;
  private final HostRequest request;
  private final TargetUrl url;
  private final Optional<ProxyRoute> proxy;
  private final BiConsumer<AccessAttempt, Decision> refusals;
  private final CompletableFuture<RequestResult> result = new CompletableFuture<>();
  private volatile List<InetAddress> addresses = List.of();
  private volatile @Nullable PluginAuthority reviewed;

  Exchange(
      AuthorityRegistry registry,
      long bundleId,
      HostRequest request,
      TargetUrl url,
      Optional<ProxyRoute> proxy,
      BiConsumer<AccessAttempt, Decision> refusals) {
    this.registry = registry;
    this.bundleId = bundleId;
    this.request = request;
    this.url = url;
    this.proxy = proxy;
    this.refusals = refusals;
  }

  long bundleId() {
    return bundleId;
  }

  HostRequest request() {
    return request;
  }

  @Override
  public TargetUrl url() {
    return url;
  }

  @Override
  public Optional<ProxyRoute> proxy() {
    return proxy;
  }

  CompletableFuture<RequestResult> result() {
    return result;
  }

  /** Runs a task once it is over, whoever ended it. */
  void afterwards(Runnable task) {
    Future<RequestResult> unused = result.whenComplete((value, impossible) -> task.run());
  }

  @Override
  public boolean isOver() {
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
    return recorded(authority().decide(access()), null);
  }

  @Override
  public Decision decide(InetAddress address) {
    return recorded(authority().decide(address), address);
  }

  private Access access() {
    return new Access(request.method().name(), url);
  }

  private Decision recorded(Decision decision, @Nullable InetAddress address) {
    if (!decision.allowed()) {
      authority()
          .id()
          .map(plugin -> new AccessAttempt(plugin, AccessAttempt.REQUEST, access(), "", address))
          .ifPresent(attempt -> refusals.accept(attempt, decision));
    }
    return decision;
  }

  private PluginAuthority authority() {
    return registry.snapshot().plugin(bundleId);
  }

  @Override
  public void goesTo(List<InetAddress> judged) {
    addresses = List.copyOf(judged);
    judge();
  }

  /**
   * Ends it if it is not allowed any more. It costs a comparison unless the grants say something
   * new of the plugin.
   */
  void review() {
    if (authority() != reviewed) {
      judge();
    }
  }

  /** Ends it unless it is allowed, to the URL and to each of its addresses. */
  private void judge() {
    reviewed = authority();
    Decision decision = decide();
    for (InetAddress address : addresses) {
      decision = decision.allowed() ? decide(address) : decision;
    }
    if (!decision.allowed()) {
      fail("revoked", "given up since it is " + decision.code() + " now");
    }
  }
}
