// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame that the peer is to answer (RFC 6455, section 7.1.2).
 *
 * <p>After a code that Jetty takes for a failure it closes the TCP connection at once, and a client
 * that was sending may never read the frame. So to Jetty this one says that it is normal.
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
