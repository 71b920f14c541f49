// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes texts that are numbered from 0 on, on each connection, and keeps account of what was
 * delivered and what it was told to be lost. It keeps no text, so that there may be millions. It
 * rests now and then, so that its queue fills up.
 */
final class Numbered implements IngressHandler {

  private static final int FRAMES_AT_ONCE = 500;

  private final Map<String, Long> next = new HashMap<>();
  private final AtomicLong texts = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lostBytes = new AtomicLong();
  private final AtomicLong misplaced = new AtomicLong();
  private final AtomicBoolean inside = new AtomicBoolean();
  private final int textsBetweenRests;

  Numbered(int textsBetweenRests) {
    this.textsBetweenRests = textsBetweenRests;
  }

  /** The server's part: sends so many texts as fast as they are read. */
  static void send(TestPeer peer, long number) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (long i = 0; i < number; i++) {
      frames.writeBytes(WireFrame.text(String.valueOf(i)).toBytes());
      if (i % FRAMES_AT_ONCE == 0 || i == number - 1) {
        peer.sendBytes(frames.toByteArray());
        frames.reset();
      }
    }
  }

  /** How many bytes the texts have together. */
  static long bytes(long number) {
    long bytes = 0;
    for (long i = 0; i < number; i++) {
      bytes += String.valueOf(i).length();
    }
    return bytes;
  }

  @Override
  public List<OutputCommand> handle(IngressEvent event) {
    if (!inside.compareAndSet(false, true)) {
      misplaced.incrementAndGet();
    }
    if (event instanceof WebSocketText text) {
      take(text);
    } else if (event instanceof WebSocketGap gap) {
      lost.addAndGet(gap.droppedEvents());
      lostBytes.addAndGet(gap.droppedBytes());
      next.merge(gap.connection(), gap.droppedEvents(), Long::sum);
    }
    inside.set(false);
    return List.of();
  }

  private void take(WebSocketText text) {
    long expected = next.getOrDefault(text.connection(), 0L);
    if (Long.parseLong(text.text()) != expected) {
      misplaced.incrementAndGet();
    }
    next.put(text.connection(), expected + 1);
    if (texts.incrementAndGet() % textsBetweenRests == 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** How many texts were delivered. */
  long texts() {
    return texts.get();
  }

  /** How many texts it was told to be lost. */
  long lost() {
    return lost.get();
  }

  /** How many bytes these had. */
  long lostBytes() {
    return lostBytes.get();
  }

  /** How many texts did not have the number that was next, and how many calls overlapped. */
  long misplaced() {
    return misplaced.get();
  }
}
