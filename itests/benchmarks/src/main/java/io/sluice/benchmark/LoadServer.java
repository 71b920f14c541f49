// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The peer that puts the load on, a process of its own. It prints its port, and after the
 * measurement one line with the result. Arguments: {@code flood|echo SIZE CONNECTIONS COUNT}, the
 * count being that of each connection.
 */
public final class LoadServer {

  private static final int CHUNK_BYTES = 1 << 18;

  private LoadServer() {}

  /** Serves one measurement. */
  public static void main(String[] arguments) throws IOException {
    byte[] frame = RawPeer.frame(Integer.parseInt(arguments[1]));
    int connections = Integer.parseInt(arguments[2]);
    int count = Integer.parseInt(arguments[3]);
    try (ServerSocket server = new ServerSocket(0, connections, InetAddress.getLoopbackAddress())) {
      System.out.println("port " + server.getLocalPort());
      List<RawPeer> peers = new ArrayList<>();
      while (peers.size() < connections) {
        peers.add(new RawPeer(server.accept()));
      }
      if (arguments[0].equals("echo")) {
        System.out.println(echo(peers.get(0), frame, count));
      } else {
        peers.forEach(peer -> new Thread(() -> flood(peer, frame, count)).start());
      }
    }
  }

  /** Sends texts as fast as the socket takes them. The client answers one of its connections. */
  private static void flood(RawPeer peer, byte[] frame, int count) {
    int perChunk = Math.min(count, Math.max(1, CHUNK_BYTES / frame.length));
    byte[] chunk = new byte[perChunk * frame.length];
    for (int i = 0; i < perChunk; i++) {
      System.arraycopy(frame, 0, chunk, i * frame.length, frame.length);
    }
    try {
      int left = count;
      for (; left >= perChunk; left -= perChunk) {
        peer.send(chunk);
      }
      peer.send(Arrays.copyOf(chunk, left * frame.length));
      System.out.println(peer.readText());
    } catch (IOException e) {
      System.out.println("the client left: " + e);
    }
  }

  /**
   * Sends one text after the other, each when the one before has come back. The first third warms
   * the client up.
   */
  private static String echo(RawPeer peer, byte[] frame, int count) throws IOException {
    int warmUp = count / 3;
    long[] nanos = new long[count - warmUp];
    for (int i = 0; i < count; i++) {
      long sent = System.nanoTime();
      peer.send(frame);
      peer.readText();
      if (i >= warmUp) {
        nanos[i - warmUp] = System.nanoTime() - sent;
      }
    }
    Arrays.sort(nanos);
    return "result " + nanos[nanos.length / 2] + " " + nanos[(int) (nanos.length * 0.99)];
  }
}
