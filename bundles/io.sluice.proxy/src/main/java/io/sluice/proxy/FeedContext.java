// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.function.LongSupplier;

/**
 * What all feeds have in common.
 *
 * @param dialer opens their connections
 * @param limits what these are held to
 * @param backoff when they are dialled again
 * @param nanoTime a clock that only goes forward
 * @param diagnostics takes note of what goes wrong with them
 */
record FeedContext(
    Dialer dialer,
    UpstreamLimits limits,
    Backoff backoff,
    LongSupplier nanoTime,
    Diagnostics diagnostics) {

  long now() {
    return nanoTime.getAsLong();
  }

  /** Tells the operator, who may know which Runtime it is. */
  void note(Feeds.Key key, String code, String message) {
    diagnostics.record(
        Severity.WARNING,
        "proxy",
        code,
        "",
        null,
        message + "; worker " + key.worker() + " of Runtime " + key.runtime());
  }
}
