// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers each connection's first request with whatever bytes the test wants. */
final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket listener;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What to answer. */
  @FunctionalInterface
  interface Script {
    void answer(Peer peer) throws IOException;
  }

  /** One connection, whose first request was read. */
  static final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    void write(String latin1) throws IOException {
      write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Reads on until the client closes the connection. */
    void awaitEnd() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }

    /** Tells, after a moment, whether the client has not closed the connection. */
    boolean listensOn() throws IOException {
      socket.setSoTimeout(100);
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    }

    /** Passes the connection on to another server, both ways. */
    void tunnelTo(int port) throws IOException {
      try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread back =
            new Thread(
                () -> {
                  try {
                    onward.getInputStream().transferTo(out);
                    socket.shutdownOutput();
                  } catch (IOException e) {
                    // The client was faster to close.
                  }
                },
                "tunnel");
        back.setDaemon(true);
        back.start();
        in.transferTo(onward.getOutputStream());
      }
    }

    private String readRequest() throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        text.write(next);
        head = next == '\n' ? text.toString(StandardCharsets.ISO_8859_1) : "";
      }
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        text.write(in.readNBytes(Integer.parseInt(length.group(1))));
      }
      return text.toString(StandardCharsets.ISO_8859_1);
    }
  }

  RawServer(Script script) {
    this.script = script;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** A server that answers with this text and closes the connection. */
  static RawServer answering(String answer) {
    return new RawServer(peer -> peer.write(answer));
  }

  /** A server that says nothing until the client gives up. */
  static RawServer silent() {
    return new RawServer(Peer::awaitEnd);
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/v1/things";
  }

  /** The requests as they came in, in whole. */
  List<String> requests() {
    return requests;
  }

  /** How many connections are open. */
  int connections() {
    return open.size();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Peer peer = new Peer(socket);
      String request = peer.readRequest();
      if (!request.isEmpty()) {
        requests.add(request);
        script.answer(peer);
      }
    } catch (IOException e) {
      // The client may close the connection at any time.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
