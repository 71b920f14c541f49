// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.AddressResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Gives Jetty nothing but addresses that the plugin of the connection may be connected to. Where a
 * proxy is configured, it is the operator's choice, and so is its address.
 */
public final class JudgedResolver implements SocketAddressResolver {

  private final AddressResolver resolver;
  private final Executor threads;

  /**
   * Makes it.
   *
   * @param resolver looks up hosts
   * @param threads goes on with what was found
   */
  public JudgedResolver(AddressResolver resolver, Executor threads) {
    this.resolver = resolver;
    this.threads = threads;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    if (!(context.get(Destination.CONTEXT_KEY) instanceof Destination destination
        && destination.getOrigin().getTag() instanceof Outgoing outgoing)) {
      promise.failed(new IllegalStateException("nobody's connection"));
      return;
    }
    addresses(outgoing)
        .thenApply(addresses -> sockets(outgoing, addresses, port))
        .whenCompleteAsync((sockets, failure) -> answer(promise, sockets, failure), threads);
  }

  private CompletionStage<List<InetAddress>> addresses(Outgoing outgoing) {
    return outgoing
        .proxy()
        .map(proxy -> resolver.resolve(proxy.host(), address -> Decision.GRANTED))
        .orElseGet(() -> judged(outgoing));
  }

  private CompletionStage<List<InetAddress>> judged(Outgoing outgoing) {
    return resolver
        .resolve(outgoing.url().host(), outgoing::decide)
        .thenApply(
            addresses -> {
              outgoing.goesTo(addresses);
              return addresses;
            });
  }

  /** Each address carries the host's name, which TLS compares with the certificate. */
  private static List<InetSocketAddress> sockets(
      Outgoing outgoing, List<InetAddress> addresses, int port) {
    if (outgoing.isOver()) {
      throw new CancellationException("given up");
    }
    String name =
        outgoing.proxy().map(proxy -> proxy.host()).orElseGet(() -> outgoing.url().host());
    List<InetSocketAddress> sockets = new ArrayList<>();
    for (InetAddress address : addresses) {
      sockets.add(new InetSocketAddress(named(name, address), port));
    }
    return sockets;
  }

  private static InetAddress named(String name, InetAddress address) {
    try {
      return InetAddress.getByAddress(name, address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void answer(
      Promise<List<InetSocketAddress>> promise,
      List<InetSocketAddress> sockets,
      Throwable failure) {
    if (failure == null) {
      promise.succeeded(sockets);
    } else {
      promise.failed(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    }
  }
}
