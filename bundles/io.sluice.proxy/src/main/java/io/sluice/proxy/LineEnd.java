// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.jetty.Causes;
import io.sluice.jetty.TlsFailure;
import io.sluice.proxy.RefusedHandshakes.RefusedException;
import javax.net.ssl.SSLException;

/**
 * Why a connection to a Runtime is over. It says nothing of where the Runtime is, or of what it was
 * shown.
 *
 * @param status the HTTP status with which the Runtime refused the handshake, or 0
 * @param code what the operator is told
 * @param message the same in words
 */
record LineEnd(int status, String code, String message) {

  /** It was open, and is no more. */
  static final LineEnd LOST =
      new LineEnd(0, "upstream_lost", "the connection to the Runtime was lost");

  /** It was not dialled, since its Runtime is not configured any more. */
  static final LineEnd UNKNOWN =
      new LineEnd(0, "upstream_unknown", "the Runtime is not configured any more");

  static final int NOT_FOUND = 404;

  private static final LineEnd UNREACHABLE =
      new LineEnd(0, "upstream_unreachable", "the Runtime cannot be reached");

  /** The Runtime answered the handshake with another status than 101. */
  static LineEnd refused(int status) {
    return new LineEnd(
        status, "upstream_refused", "the Runtime answered with HTTP status " + status);
  }

  /** Sorts why a handshake failed. */
  static LineEnd of(Throwable failure) {
    RefusedException refusal = Causes.find(failure, RefusedException.class);
    if (refusal != null) {
      return refused(refusal.status());
    }
    SSLException tls = Causes.find(failure, SSLException.class);
    if (tls != null) {
      TlsFailure sorted = TlsFailure.of(tls);
      return new LineEnd(0, "upstream_" + sorted.code(), sorted.message());
    }
    return UNREACHABLE;
  }
}
