// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the TCP connections, in all and for each address, and cuts those that have not become a
 * stream in time.
 */
final class BoundedConnector extends ServerConnector {

  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;

  private final int most;
  private final int mostPerAddress;
  private final long handshakeMillis;
  private final Map<InetAddress, Integer> open = new HashMap<>();
  private final Refusals refusals;
  private int openInAll;

  BoundedConnector(
      Server server, ServerSettings settings, Refusals refusals, ConnectionFactory... factories) {
    super(server, null, null, null, ACCEPTORS, SELECTORS, factories);
    this.refusals = refusals;
    this.most = settings.connections();
    this.mostPerAddress = settings.connectionsPerAddress();
    this.handshakeMillis = settings.handshake().toMillis();
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    if (!enter(address(endPoint))) {
      refusals.connection();
      endPoint.close();
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    leave(address(endPoint));
    super.onEndPointClosed(endPoint);
  }

  private static InetAddress address(EndPoint endPoint) {
    return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  /** All are counted: also those that are closed at once, until they are. */
  private synchronized boolean enter(InetAddress address) {
    openInAll++;
    int ofAddress = open.merge(address, 1, Integer::sum);
    return openInAll <= most && ofAddress <= mostPerAddress;
  }

  private synchronized void leave(InetAddress address) {
    openInAll--;
    open.computeIfPresent(address, (key, number) -> number == 1 ? null : number - 1);
  }

  /** Cuts what takes too long. To be called all the time. */
  void look() {
    long now = System.currentTimeMillis();
    for (EndPoint endPoint : getConnectedEndPoints()) {
      if (!isStream(endPoint.getConnection())
          && now - endPoint.getCreatedTimeStamp() > handshakeMillis) {
        endPoint.close();
      }
    }
  }

  private static boolean isStream(@Nullable Connection connection) {
    return connection instanceof SslConnection tls
        ? isStream(tls.getSslEndPoint().getConnection())
        : connection instanceof WebSocketConnection;
  }
}
