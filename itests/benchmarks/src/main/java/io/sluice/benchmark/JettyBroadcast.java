// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * Jetty's core server as an expert uses it by hand: a text is encoded once, and given to each
 * session. What clients do not read waits in Jetty's queues, without a bound.
 */
final class JettyBroadcast implements Broadcaster {

  private final List<CoreSession> sessions = new CopyOnWriteArrayList<>();
  private long published;

  @Override
  public URI start() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    WebSocketUpgradeHandler handshakes = new WebSocketUpgradeHandler();
    handshakes.getConfiguration().setIdleTimeout(Duration.ZERO);
    handshakes.addMapping("/*", (request, response, callback) -> new Client());
    server.setHandler(handshakes);
    server.start();
    return URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  @Override
  public void publish(String text) {
    show(EventText.frame(published++, text));
  }

  /** Shows the frame of an event. */
  void show(byte[] frame) {
    for (CoreSession session : sessions) {
      send(session, frame);
    }
  }

  private static void send(CoreSession session, byte[] text) {
    session.sendFrame(new Frame(OpCode.TEXT, true, ByteBuffer.wrap(text)), Callback.NOOP, false);
  }

  /** Says why a connection failed, unless it just ended. */
  static void failed(Throwable cause) {
    if (!(cause instanceof ClosedChannelException)) {
      cause.printStackTrace();
    }
  }

  private final class Client implements FrameHandler {

    @Override
    public void onOpen(CoreSession session, Callback callback) {
      callback.succeeded();
      sessions.add(session);
      send(session, new byte[] {'{', '}', ' ', ' '});
      session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      failed(cause);
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
