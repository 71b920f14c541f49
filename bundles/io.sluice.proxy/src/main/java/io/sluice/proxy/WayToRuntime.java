// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.jetty.Outgoing;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.target.TargetUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The way to a Runtime. The operator chose it, and so every address of it will do. */
final class WayToRuntime implements Outgoing {

  private final TargetUrl url;

  WayToRuntime(TargetUrl url) {
    this.url = url;
  }

  @Override
  public TargetUrl url() {
    return url;
  }

  @Override
  public Optional<ProxyRoute> proxy() {
    return Optional.empty();
  }

  @Override
  public Decision decide(InetAddress address) {
    return Decision.GRANTED;
  }

  @Override
  public void goesTo(List<InetAddress> judged) {
    // Nothing that comes later depends on it.
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
