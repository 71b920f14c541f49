// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.ResolutionException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds every host on this machine, unless it is told to find none. */
final class TestResolver implements AddressResolver {

  volatile String failure = "";

  @Override
  public CompletionStage<List<InetAddress>> resolve(
      String host, Function<InetAddress, Decision> judge) {
    InetAddress address = InetAddress.getLoopbackAddress();
    Decision decision =
        failure.isEmpty() ? judge.apply(address) : Decision.refused(failure, "as the test says");
    return decision.allowed()
        ? CompletableFuture.completedStage(List.of(address))
        : CompletableFuture.failedStage(
            new ResolutionException(decision.code(), decision.message()));
  }
}
