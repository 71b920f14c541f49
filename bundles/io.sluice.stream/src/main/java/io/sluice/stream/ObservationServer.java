// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.spi.observation.RefusalReport;
import io.sluice.stream.Entrance.Admission;
import io.sluice.stream.Entrance.Admitted;
import io.sluice.stream.Entrance.Answer;
import io.sluice.stream.Entrance.Visit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server of its own that serves streams. Owns its threads, whose name the settings give.
 */
public final class ObservationServer implements AutoCloseable {

  private static final int GOING_AWAY = 1001;
  private static final int MOST_FRAME_BYTES = 4_096;
  private static final int OUTPUT_BYTES = 32 << 10;
  private static final Set<String> SECRETS = Set.of("authorization", "cookie");
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Entrance entrance;
  private final LongSupplier nanoTime;
  private final Server server;
  private final BoundedConnector connector;
  private final Open open = new Open();
  private final Refusals refusals = new Refusals();

  private ObservationServer(ServerSettings settings, Entrance entrance, LongSupplier nanoTime) {
    InetAddress address = ListenRule.check(settings);
    this.entrance = entrance;
    this.nanoTime = nanoTime;
    QueuedThreadPool threads = new QueuedThreadPool(Math.max(4, settings.threadsMost()), 2);
    threads.setName(settings.threads());
    threads.setReservedThreads(0);
    threads.setStopTimeout(CLOSE_LIMIT.toMillis());
    this.server = new Server(threads);
    server.setStopTimeout(0);
    this.connector = new BoundedConnector(server, settings, refusals, factories(settings));
    connector.setHost(address.getHostAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.handshake().toMillis());
    server.addConnector(connector);
    WebSocketUpgradeHandler handshakes = new WebSocketUpgradeHandler();
    handshakes.getConfiguration().setIdleTimeout(Duration.ZERO);
    handshakes.getConfiguration().setMaxFrameSize(MOST_FRAME_BYTES);
    handshakes.getConfiguration().setAutoFragment(true);
    handshakes.getConfiguration().setOutputBufferSize(OUTPUT_BYTES);
    handshakes.addMapping("/*", this::negotiate);
    server.setErrorHandler(StreamHandler::refused);
    server.setHandler(new StreamHandler(settings, entrance, refusals, handshakes));
  }

  /**
   * Starts one.
   *
   * @param settings where to listen, and what to let in
   * @param entrance what to serve
   * @param nanoTime a clock that only goes forward
   * @return the server, which listens
   * @throws IllegalArgumentException if the settings would let strangers in, or make no sense
   * @throws IOException if it cannot listen
   */
  public static ObservationServer start(
      ServerSettings settings, Entrance entrance, LongSupplier nanoTime) throws IOException {
    ObservationServer made = new ObservationServer(settings, entrance, nanoTime);
    try {
      made.server.start();
      return made;
    } catch (Exception e) {
      made.stop();
      throw new IOException(
          "cannot listen on " + settings.address() + ":" + settings.port() + ": " + e, e);
    }
  }

  private static ConnectionFactory[] factories(ServerSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(settings.headerBytes());
    if (!settings.tls().isThere()) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(settings.tls().file());
    tls.setKeyStorePassword(settings.tls().password());
    tls.setKeyStoreType("PKCS12");
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)
    };
  }

  private @Nullable FrameHandler negotiate(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    Admission admission = entrance.admit(visit(request));
    if (admission instanceof Answer answer) {
      refusals.handshake();
      StreamHandler.answer(response, callback, answer.status(), answer.json());
      return null;
    }
    if (open.isClosed()) {
      StreamHandler.answer(
          response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, StreamHandler.error("stopping"));
      return null;
    }
    // Compressing would be done for each client anew.
    response.setExtensions(List.of());
    return new ObserverSocket((Admitted) admission, open, refusals, nanoTime);
  }

  private static Visit visit(Request request) {
    Fields query = Request.extractQueryParameters(request);
    String remote =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress inet
            ? text(inet)
            : "";
    return new Visit(
        request.getHttpURI().getPath(), query.getValue("cursor"), remote, headers(request));
  }

  private static Map<String, List<String>> headers(Request request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      if (!SECRETS.contains(field.getLowerCaseName())) {
        headers
            .computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>(1))
            .add(String.valueOf(field.getValue()));
      }
    }
    return headers;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The sockets that are open. */
  private static final class Open implements ObserverSocket.Sockets {

    private final Set<ObserverSocket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void opened(ObserverSocket socket) {
      sockets.add(socket);
    }

    @Override
    public void closed(ObserverSocket socket) {
      sockets.remove(socket);
    }

    boolean isClosed() {
      return closed;
    }
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * What it did not put up with.
   *
   * @return counts since it was started
   */
  public RefusalReport refusals() {
    return refusals.report();
  }

  /** Looks after deadlines. To be called all the time, by one thread. */
  public void look() {
    connector.look();
    long now = nanoTime.getAsLong();
    open.sockets.forEach(socket -> socket.look(now));
  }

  /** Closes all streams in an orderly way, within a bound, and ends its threads. */
  @Override
  public void close() {
    open.closed = true;
    open.sockets.forEach(socket -> socket.leave(GOING_AWAY, "the endpoint stops"));
    long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
    while (!open.sockets.isEmpty()
        && System.nanoTime() - end < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    open.sockets.forEach(ObserverSocket::cut);
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
