// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the ends of connections, and of what they do. */
final class Ends {

  private Ends() {}

  /**
   * Waits until all have come.
   *
   * @return whether they have; if not, the time is up or the thread was interrupted
   */
  static boolean await(Collection<CompletableFuture<Void>> ends, Duration limit) {
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
