// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.io.IOException;

/** The server's answer to the handshake is not what the host accepts. */
final class HandshakeRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  HandshakeRefusedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
