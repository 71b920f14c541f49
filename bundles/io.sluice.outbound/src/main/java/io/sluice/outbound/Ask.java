// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.ResolutionException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody waits for the addresses of a host. The first answer counts. */
final class Ask {

  static final String FAILED = "dns_failed";
  static final String TIMEOUT = "dns_timeout";

  private static final int MOST_ADDRESSES = 16;

  private final String host;
  private final Function<InetAddress, Decision> judge;
  private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();

  Ask(String host, Function<InetAddress, Decision> judge) {
    this.host = host;
    this.judge = judge;
  }

  String host() {
    return host;
  }

  CompletionStage<List<InetAddress>> stage() {
    return answer.minimalCompletionStage();
  }

  void whenAnswered(Runnable action) {
    CompletionStage<?> unused = answer.whenComplete((addresses, refusal) -> action.run());
  }

  /** Judges the addresses, and answers with those that pass. */
  void answer(List<InetAddress> addresses) {
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(passing(addresses));
    } catch (ResolutionException | RuntimeException | Error e) {
      // Also what a judge throws is an answer to the one who brought the judge.
      answer.completeExceptionally(e);
    }
  }

  void refuse(String code, String message) {
    answer.completeExceptionally(new ResolutionException(code, message));
  }

  private List<InetAddress> passing(List<InetAddress> addresses) throws ResolutionException {
    List<InetAddress> passing = new ArrayList<>();
    @Nullable Decision firstRefusal = null;
    int refused = 0;
    for (InetAddress address : addresses) {
      Decision decision = judge.apply(address);
      if (!decision.allowed()) {
        firstRefusal = firstRefusal == null ? decision : firstRefusal;
        refused++;
      } else if (passing.add(address) && passing.size() == MOST_ADDRESSES) {
        break;
      }
    }
    if (!passing.isEmpty()) {
      return List.copyOf(passing);
    }
    throw firstRefusal == null
        ? new ResolutionException(FAILED, host + " has no address")
        : refusal(firstRefusal, refused - 1);
  }

  private static ResolutionException refusal(Decision first, int others) {
    String more =
        switch (others) {
          case 0 -> "";
          case 1 -> " (1 other address is refused, too)";
          default -> " (" + others + " other addresses are refused, too)";
        };
    return new ResolutionException(first.code(), first.message() + more);
  }
}
