// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame that the peer is to answer (RFC 6455, section 7.1.2).
 *
 * <p>Jetty closes the TCP connection right after it has written a code between 1001 and 2999. If
 * the peer was sending just then, the connection is reset and the peer may never read the frame. So
 * to Jetty this one says that it is normal; the peer reads the code that was meant.
 */
final class AwaitedClose extends Frame implements CloseStatus.Supplier {

  AwaitedClose(int code, String reason) {
    super(OpCode.CLOSE, true, CloseStatus.asPayloadBuffer(code, reason));
  }

  @Override
  public CloseStatus getCloseStatus() {
    return CloseStatus.NORMAL_STATUS;
  }
}
