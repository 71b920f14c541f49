// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

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
 * Gives Jetty nothing but addresses that the plugin of the exchange may be connected to. Where a
 * proxy is configured, it is the operator's choice, and so is its address.
 */
final class JudgedResolver implements SocketAddressResolver {

  private final AddressResolver resolver;
  private final Executor threads;

  JudgedResolver(AddressResolver resolver, Executor threads) {
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
        && destination.getOrigin().getTag() instanceof Exchange exchange)) {
      promise.failed(new IllegalStateException("nobody's connection"));
      return;
    }
    addresses(exchange)
        .thenApply(addresses -> sockets(exchange, addresses, port))
        .whenCompleteAsync((sockets, failure) -> answer(promise, sockets, failure), threads);
  }

  private CompletionStage<List<InetAddress>> addresses(Exchange exchange) {
    return exchange
        .route()
        .map(proxy -> resolver.resolve(proxy.host(), address -> Decision.GRANTED))
        .orElseGet(() -> judged(exchange));
  }

  private CompletionStage<List<InetAddress>> judged(Exchange exchange) {
    return resolver
        .resolve(exchange.url().host(), exchange::decide)
        .thenApply(
            addresses -> {
              exchange.goesTo(addresses);
              return addresses;
            });
  }

  /** Each address carries the host's name, which TLS compares with the certificate. */
  private static List<InetSocketAddress> sockets(
      Exchange exchange, List<InetAddress> addresses, int port) {
    if (exchange.isOver()) {
      throw new CancellationException("given up");
    }
    String name =
        exchange.route().map(proxy -> proxy.host()).orElseGet(() -> exchange.url().host());
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
