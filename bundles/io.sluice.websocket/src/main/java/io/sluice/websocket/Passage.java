// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.jetty.Outgoing;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.target.TargetUrl;
import io.sluice.websocket.SourceAuthority.Answer;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way that one attempt takes to its host, and what the grants say of it: always by the snapshot
 * that is current when it is asked, also after the connection was made.
 */
final class Passage implements Outgoing, Outbox.Permit {

  private final TargetUrl url;
  private final Optional<ProxyRoute> proxy;
  private final SourceAuthority authority;
  private final Refusals refusals;
  private volatile List<InetAddress> addresses = List.of();
  private volatile boolean over;
  private volatile @Nullable Verdict last;

  /**
   * Makes one.
   *
   * @param url where it leads
   * @param proxy the proxy on the way
   * @param authority what the grants say of the source
   * @param refusals takes note of addresses that are not allowed
   */
  Passage(TargetUrl url, Optional<ProxyRoute> proxy, SourceAuthority authority, Refusals refusals) {
    this.url = url;
    this.proxy = proxy;
    this.authority = authority;
    this.refusals = refusals;
  }

  /** Takes note of addresses that are not allowed. */
  interface Refusals {

    void refused(InetAddress address, Decision decision);
  }

  /** What was found for an authority and the addresses that were known. */
  private record Verdict(PluginAuthority plugin, List<InetAddress> addresses, String missing) {}

  @Override
  public TargetUrl url() {
    return url;
  }

  @Override
  public Optional<ProxyRoute> proxy() {
    return proxy;
  }

  @Override
  public Decision decide(InetAddress address) {
    return decide(authority.now(), address);
  }

  private Decision decide(Answer answer, InetAddress address) {
    Decision decision = answer.plugin().decide(address);
    if (!decision.allowed()) {
      refusals.refused(address, decision);
    }
    return decision;
  }

  @Override
  public void goesTo(List<InetAddress> judged) {
    addresses = List.copyOf(judged);
  }

  /** Takes note of the one address that it has led to; a proxy's is not the host's. */
  void hasLedTo(InetAddress address) {
    if (proxy.isEmpty()) {
      addresses = List.of(address);
    }
  }

  /** Tells whether it may be used. It costs little unless the grants have changed. */
  @Override
  public boolean isAllowed() {
    return missing(authority.now()).isEmpty();
  }

  /** The code of what is missing by an answer for it to be used; empty if nothing is. */
  String missing(Answer answer) {
    List<InetAddress> known = addresses;
    Verdict verdict = last;
    if (verdict == null || verdict.plugin() != answer.plugin() || verdict.addresses() != known) {
      verdict = new Verdict(answer.plugin(), known, missing(answer, known));
      last = verdict;
    }
    return verdict.missing();
  }

  private String missing(Answer answer, List<InetAddress> known) {
    if (!answer.missing().isEmpty()) {
      return answer.missing();
    }
    return known.stream()
        .map(address -> decide(answer, address))
        .filter(decision -> !decision.allowed())
        .findFirst()
        .map(Decision::code)
        .orElse("");
  }

  /** Nobody wants it any more. */
  void giveUp() {
    over = true;
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
