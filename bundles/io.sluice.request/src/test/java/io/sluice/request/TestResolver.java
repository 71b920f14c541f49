// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.ResolutionException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Finds every host on this machine, unless it is told to find none or to take its time. */
final class TestResolver implements AddressResolver {

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private volatile String failure = "";

  List<String> asked() {
    return asked;
  }

  void failWith(String code) {
    failure = code;
  }

  /** Has each look-up wait until what it returns is run. */
  Runnable hold() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    gate = closed;
    return () -> closed.complete(null);
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(
      String host, Function<InetAddress, Decision> judge) {
    asked.add(host);
    return gate.thenCompose(opened -> found(judge));
  }

  private CompletionStage<List<InetAddress>> found(Function<InetAddress, Decision> judge) {
    if (!failure.isEmpty()) {
      return CompletableFuture.failedStage(new ResolutionException(failure, "as the test says"));
    }
    InetAddress address = InetAddress.getLoopbackAddress();
    Decision decision = judge.apply(address);
    return decision.allowed()
        ? CompletableFuture.completedStage(List.of(address))
        : CompletableFuture.failedStage(
            new ResolutionException(decision.code(), decision.message()));
  }
}
