// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection. Its methods may be called from any thread.
 *
 * <p>Unless told otherwise it reads all the time, answers pings with pongs and a close frame with a
 * close frame, and keeps the texts that come in until they are asked for.
 */
public final class TestPeer {

  private static final Duration STANDARD_LIMIT = Duration.ofSeconds(20);
  private static final int FLOOD_BYTES = 1 << 16;

  private final Socket socket;
  private final Handshake handshake;
  private final Consumer<TestPeer> leaving;
  private final Inbox<String> texts = new Inbox<>("text");
  private final Inbox<WireFrame> controls = new Inbox<>("control frame");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object writing = new Object();
  private final Object gate = new Object();
  private boolean reading = true;
  private volatile boolean answering = true;
  private volatile @Nullable WireFrame closeFrame;

  /** Makes one that tells when it leaves, before the client can know that and come again. */
  TestPeer(Socket socket, Handshake handshake, Consumer<TestPeer> leaving) {
    this.socket = socket;
    this.handshake = handshake;
    this.leaving = leaving;
  }

  /**
   * What the client asked for.
   *
   * @return its handshake
   */
  public Handshake handshake() {
    return handshake;
  }

  /** The client's port. */
  int port() {
    return socket.getPort();
  }

  /** Reads until the connection ends. On a thread of the server. */
  void read() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16))) {
      while (true) {
        awaitReading();
        received(WireFrame.read(in));
      }
    } catch (IOException e) {
      // It has ended, in whatever way.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  /** Says that the connection has ended, to those who wait for it. */
  void end() {
    texts.end();
    controls.end();
    ended.countDown();
  }

  private void awaitReading() throws InterruptedException {
    synchronized (gate) {
      while (!reading) {
        gate.wait();
      }
    }
  }

  private void received(WireFrame frame) throws IOException {
    switch (frame.opcode()) {
      case WireFrame.TEXT -> texts.add(frame.text());
      case WireFrame.PING -> {
        controls.add(frame);
        if (answering) {
          send(new WireFrame(WireFrame.PONG, true, frame.payload()));
        }
      }
      case WireFrame.PONG -> controls.add(frame);
      case WireFrame.CLOSE -> {
        boolean first = closeFrame == null;
        closeFrame = frame;
        controls.add(frame);
        if (answering) {
          leaving.accept(this);
          if (first) {
            send(new WireFrame(WireFrame.CLOSE, true, frame.payload()));
          }
          drop();
        }
      }
      default -> controls.add(frame);
    }
  }

  /**
   * Sends a text.
   *
   * @param text the text
   * @throws IOException if the connection is gone
   */
  public void send(String text) throws IOException {
    send(WireFrame.text(text));
  }

  /**
   * Sends a frame, right or wrong.
   *
   * @param frame the frame
   * @throws IOException if the connection is gone
   */
  public void send(WireFrame frame) throws IOException {
    sendBytes(frame.toBytes());
  }

  /**
   * Sends bytes, whatever they are.
   *
   * @param bytes the bytes
   * @throws IOException if the connection is gone
   */
  public void sendBytes(byte[] bytes) throws IOException {
    synchronized (writing) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  /**
   * Begins a text, and sends its first byte alone: what a host refuses for its length, it closes
   * the connection for before a peer has sent it all.
   *
   * @param bytes how long the text is to be, with 64 bits, the highest included
   * @throws IOException if the connection is gone
   */
  public void begin(long bytes) throws IOException {
    ByteBuffer begun = ByteBuffer.allocate(11);
    sendBytes(begun.put((byte) 0x81).put((byte) 127).putLong(bytes).put((byte) 'x').array());
  }

  /**
   * Sends a text in fragments.
   *
   * @param fragments the fragments, at least one
   * @throws IOException if the connection is gone
   */
  public void sendFragments(String... fragments) throws IOException {
    for (int i = 0; i < fragments.length; i++) {
      send(
          new WireFrame(
              i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION,
              i == fragments.length - 1,
              fragments[i].getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Sends bytes one by one, with a pause after each. Whoever sends meanwhile waits.
   *
   * @param bytes the bytes
   * @param pause how long each pause is
   * @throws IOException if the connection is gone
   * @throws InterruptedException if the thread is interrupted
   */
  public void drip(byte[] bytes, Duration pause) throws IOException, InterruptedException {
    synchronized (writing) {
      OutputStream out = socket.getOutputStream();
      for (byte each : bytes) {
        out.write(each);
        out.flush();
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  /**
   * Sends a text many times, as fast as the client reads.
   *
   * @param text the text
   * @param times how many times
   * @throws IOException if the connection is gone
   */
  public void flood(String text, long times) throws IOException {
    byte[] frame = WireFrame.text(text).toBytes();
    int most = Math.max(1, FLOOD_BYTES / frame.length);
    byte[] batch = new byte[most * frame.length];
    for (int i = 0; i < most; i++) {
      System.arraycopy(frame, 0, batch, i * frame.length, frame.length);
    }
    for (long left = times; left > 0; left -= most) {
      sendBytes(left >= most ? batch : Arrays.copyOf(batch, (int) left * frame.length));
    }
  }

  /**
   * Sends a close frame. The client's own is awaited by {@link #awaitEnd}.
   *
   * @param code the status code
   * @param reason the reason
   * @throws IOException if the connection is gone
   */
  public void close(int code, String reason) throws IOException {
    closeFrame = WireFrame.close(code, reason);
    send(WireFrame.close(code, reason));
  }

  /** Closes the TCP connection without a close frame. */
  public void drop() {
    leaving.accept(this);
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
    readOn();
  }

  /** Resets the TCP connection. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    drop();
  }

  /** Answers neither pings nor close frames any more, and reads on. */
  public void goSilent() {
    answering = false;
  }

  /**
   * Forgets the connection, as a machine does that is switched off: reads, answers and closes
   * nothing any more. What the client sends piles up with the operating system.
   */
  public void forget() {
    goSilent();
    stopReading();
  }

  /** Stops reading, so that the client's sends pile up. */
  public void stopReading() {
    synchronized (gate) {
      reading = false;
    }
  }

  /** Reads on. */
  public void readOn() {
    synchronized (gate) {
      reading = true;
      gate.notifyAll();
    }
  }

  /**
   * Waits for the next text.
   *
   * @return the text
   * @throws TimeoutException if none comes within 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public String awaitText() throws TimeoutException, InterruptedException {
    return texts.await(text -> true);
  }

  /**
   * Waits for a text, over others.
   *
   * @param wanted tells whether a text is the one; those before it are forgotten
   * @return the text
   * @throws TimeoutException if none comes within 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public String awaitText(Predicate<String> wanted) throws TimeoutException, InterruptedException {
    return texts.await(wanted);
  }

  /**
   * Waits for the next text, for as long as the connection is there.
   *
   * @return the text, or empty if the connection has ended
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<String> nextText() throws InterruptedException {
    return texts.next();
  }

  /**
   * Waits for the next text, for a while.
   *
   * @param limit how long
   * @return the text, or empty if none came; that may be told earlier, if the connection has ended
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<String> pollText(Duration limit) throws InterruptedException {
    return texts.poll(limit);
  }

  /**
   * Waits for the next ping, pong or close frame, or fragment.
   *
   * @return the frame
   * @throws TimeoutException if none comes within 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public WireFrame awaitControl() throws TimeoutException, InterruptedException {
    return controls.await(frame -> true);
  }

  /**
   * Waits for the client's close frame, over pings and pongs.
   *
   * @return the close frame
   * @throws TimeoutException if none comes within 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public WireFrame awaitClose() throws TimeoutException, InterruptedException {
    return controls.await(frame -> frame.opcode() == WireFrame.CLOSE);
  }

  /**
   * Waits until the TCP connection is gone.
   *
   * @throws TimeoutException if it is still there after 20 seconds
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitEnd() throws TimeoutException, InterruptedException {
    if (!ended.await(STANDARD_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("the connection is still there after " + STANDARD_LIMIT);
    }
  }

  /**
   * Tells whether the TCP connection is there.
   *
   * @return whether it is
   */
  public boolean isOpen() {
    return ended.getCount() > 0;
  }

  /**
   * The close frame of the connection.
   *
   * @return the one that came in or, if none did, the one that was sent; empty if there is none
   */
  public Optional<WireFrame> closeFrame() {
    return Optional.ofNullable(closeFrame);
  }

  /**
   * How many texts came in.
   *
   * @return a count since the handshake
   */
  public long textsReceived() {
    return texts.received();
  }
}
