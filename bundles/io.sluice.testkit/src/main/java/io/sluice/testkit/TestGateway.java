// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on 127.0.0.1, at a free port, or at another address of this machine. It
 * accepts every connection until it is told to answer otherwise.
 */
public final class TestGateway implements AutoCloseable {

  private static final Duration STANDARD_LIMIT = Duration.ofSeconds(20);
  private static final int BACKLOG = 1_024;

  /** With more connections than these, one more or less is nobody's question. */
  private static final int FEW = 16;

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ServerSocket server;
  private final String scheme;
  private final BlockingQueue<TestPeer> unclaimed = new LinkedBlockingQueue<>();
  private final Set<TestPeer> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();
  private final CountDownLatch notListening = new CountDownLatch(1);
  private volatile Function<Handshake, @Nullable String> answer =
      handshake -> handshake.accept(handshake.firstSubprotocol());
  private volatile Script script = peer -> {};

  private TestGateway(ServerSocket server, String scheme) {
    this.server = server;
    this.scheme = scheme;
  }

  /**
   * Starts a server for {@code ws}.
   *
   * @return the server, which listens
   */
  public static TestGateway start() {
    return start(ServerSocketFactory.getDefault(), "ws", ANY_PORT);
  }

  /**
   * Starts a server for {@code ws} at an address, such as 127.0.0.2 with the port of another
   * server: the same peer after it has moved.
   *
   * @param address an IPv4 address of this machine; its port may be 0, for a free one
   * @return the server, which listens
   * @throws UncheckedIOException if the address is not of this machine, or taken
   */
  public static TestGateway start(InetSocketAddress address) {
    return start(ServerSocketFactory.getDefault(), "ws", address);
  }

  /**
   * Starts a server for {@code wss}.
   *
   * @param context its certificate and key
   * @return the server, which listens
   */
  public static TestGateway start(SSLContext context) {
    return start(context.getServerSocketFactory(), "wss", ANY_PORT);
  }

  private static TestGateway start(
      ServerSocketFactory sockets, String scheme, InetSocketAddress address) {
    try {
      ServerSocket server = sockets.createServerSocket();
      server.bind(address, BACKLOG);
      TestGateway gateway = new TestGateway(server, scheme);
      gateway.newThread(gateway::accept);
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void newThread(Runnable task) {
    Thread thread = new Thread(task, "testkit-" + port() + "-" + threads.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The port.
   *
   * @return the port that it listens at
   */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * A URL of this server.
   *
   * @param path the path, which begins with a slash
   * @return the URL, with the address as the host
   */
  public String url(String path) {
    return scheme + "://" + server.getInetAddress().getHostAddress() + ":" + port() + path;
  }

  /**
   * Says what to do on each connection from now on.
   *
   * @param newScript the server's part
   * @return this server
   */
  public TestGateway play(Script newScript) {
    script = newScript;
    return this;
  }

  /**
   * Says how to answer handshakes from now on.
   *
   * @param newAnswer gives the HTTP answer; one with another status than 101 is followed by the end
   *     of the connection, and null by silence
   * @return this server
   */
  public TestGateway answer(Function<Handshake, @Nullable String> newAnswer) {
    answer = newAnswer;
    return this;
  }

  /**
   * Answers handshakes with a status from now on.
   *
   * @param status the status, and what to put after it on its line
   * @param headers further lines of the header
   * @return this server
   */
  public TestGateway refuse(String status, String... headers) {
    return answer(
        handshake ->
            "HTTP/1.1 "
                + status
                + "\r\nContent-Length: 0\r\nConnection: close\r\n"
                + String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList())
                + "\r\n");
  }

  /**
   * Sends clients elsewhere from now on.
   *
   * @param location where to
   * @return this server
   */
  public TestGateway redirect(String location) {
    return refuse("302 Found", "Location: " + location);
  }

  /**
   * Answers no handshake from now on.
   *
   * @return this server
   */
  public TestGateway neverAnswer() {
    return answer(handshake -> null);
  }

  /**
   * Accepts connections again.
   *
   * @return this server
   */
  public TestGateway accepting() {
    return answer(handshake -> handshake.accept(handshake.firstSubprotocol()));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        accepted.incrementAndGet();
        newThread(() -> serve(socket));
        if (server.isClosed()) {
          closeQuietly(socket);
        }
      } catch (IOException e) {
        // It is closed, or the next one is better.
      }
    }
    notListening.countDown();
  }

  private void serve(Socket socket) {
    try (socket) {
      Handshake handshake = Handshake.read(socket.getInputStream());
      handshakes.add(handshake);
      String text = answer.apply(handshake);
      if (text == null) {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      if (text.startsWith("HTTP/1.1 101")) {
        converse(socket, new TestPeer(socket, handshake, open::remove), text);
      } else {
        write(socket, text);
      }
    } catch (IOException e) {
      // The client left.
    } finally {
      sockets.remove(socket);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /**
   * A connection counts as open before the client can know that it is. Whoever has awaited its end
   * finds it nowhere any more.
   */
  private void converse(Socket socket, TestPeer peer, String text) throws IOException {
    open.add(peer);
    mostOpen.accumulateAndGet(countOpen(), Math::max);
    try {
      peer.sendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      unclaimed.add(peer);
      newThread(() -> play(peer));
      peer.read();
    } finally {
      open.remove(peer);
      sockets.remove(socket);
      peer.end();
    }
  }

  /** Without those whose client has closed already, which their threads may not have noticed. */
  private int countOpen() {
    int noticed = open.size();
    return noticed < 2 || noticed > FEW
        ? noticed
        : KernelConnections.clientsOf(port())
            .map(ports -> (int) open.stream().filter(each -> ports.contains(each.port())).count())
            .orElse(noticed);
  }

  private void play(TestPeer peer) {
    try {
      script.play(peer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      peer.drop();
    }
  }

  /**
   * Waits for the next connection.
   *
   * @return a connection that was not returned before
   * @throws TimeoutException if none comes within 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public TestPeer awaitPeer() throws TimeoutException, InterruptedException {
    TestPeer peer = unclaimed.poll(STANDARD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (peer == null) {
      throw new TimeoutException("no connection within " + STANDARD_LIMIT);
    }
    return peer;
  }

  /**
   * How many connections are open.
   *
   * @return those whose handshake is done
   */
  public int openConnections() {
    return open.size();
  }

  /**
   * How many connections were open at the same time at most. On Linux, a few are counted as the
   * kernel knows them; elsewhere one that ends just before the next begins may count with it.
   *
   * @return a number since the server was started
   */
  public int mostOpenConnections() {
    return mostOpen.get();
  }

  /**
   * How many TCP connections were accepted.
   *
   * @return a count since the server was started
   */
  public int acceptedSockets() {
    return accepted.get();
  }

  /**
   * How many TCP connections are there, with or without a handshake.
   *
   * @return those that neither side has closed, as far as this side knows
   */
  public int sockets() {
    return sockets.size();
  }

  /**
   * What clients asked for.
   *
   * @return their handshakes, in the order in which they came
   */
  public List<Handshake> handshakes() {
    return List.copyOf(handshakes);
  }

  /** Stops listening, and cuts all connections. Afterwards connections are refused. */
  @Override
  public void close() {
    closeQuietly(server);
    try {
      // The system listens for as long as a thread is in accept.
      notListening.await(STANDARD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(TestGateway::closeQuietly);
    open.forEach(TestPeer::drop);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed already.
    }
  }
}
