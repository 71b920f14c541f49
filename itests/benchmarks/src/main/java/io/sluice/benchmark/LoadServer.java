// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/**
 * The peer that puts the load on, a process of its own. It prints its port, and after the
 * measurement one line with the result. Arguments: {@code flood SIZE COUNT} or {@code echo SIZE
 * COUNT}.
 */
public final class LoadServer {

  private static final int CHUNK_BYTES = 1 << 18;

  private LoadServer() {}

  /** Serves one measurement. */
  public static void main(String[] arguments) throws IOException {
    byte[] frame = RawPeer.frame(Integer.parseInt(arguments[1]));
    int count = Integer.parseInt(arguments[2]);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("port " + server.getLocalPort());
      RawPeer peer = new RawPeer(server.accept());
      System.out.println(
          arguments[0].equals("flood") ? flood(peer, frame, count) : echo(peer, frame, count));
    }
  }

  /** Sends texts as fast as the socket takes them, and waits for what the client has measured. */
  private static String flood(RawPeer peer, byte[] frame, int count) throws IOException {
    int perChunk = Math.max(1, CHUNK_BYTES / frame.length);
    byte[] chunk = new byte[perChunk * frame.length];
    for (int i = 0; i < perChunk; i++) {
      System.arraycopy(frame, 0, chunk, i * frame.length, frame.length);
    }
    int left = count;
    for (; left >= perChunk; left -= perChunk) {
      peer.send(chunk);
    }
    peer.send(Arrays.copyOf(chunk, left * frame.length));
    return peer.readText();
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
