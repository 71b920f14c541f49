// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.spi.observation.Following;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A reader on this machine. It holds what the follower gave it last, and asks for more when that is
 * read; so it is bounded as the follower's writes are.
 */
public final class LocalFollowing implements Following, FollowerSink {

  private static final int GOING_AWAY = 1001;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Follower> waiting = new AtomicReference<>();
  private volatile @Nullable Follower follower;
  private volatile boolean ended;

  /**
   * Takes note of who writes here, for whoever begins it.
   *
   * @param writer the follower
   * @return the same
   */
  public Follower following(Follower writer) {
    follower = writer;
    return writer;
  }

  @Override
  public void write(List<ByteBuffer> texts, Follower writer) {
    texts.forEach(this::add);
    waiting.set(writer);
  }

  private void add(ByteBuffer text) {
    frames.add(UTF_8.decode(text.duplicate()).toString());
  }

  @Override
  public void end(@Nullable ByteBuffer last, int closeCode, String reason) {
    if (last != null) {
      add(last);
    }
    ended = true;
  }

  @Override
  public Optional<String> next(Duration limit) throws InterruptedException {
    if (frames.isEmpty()) {
      askForMore();
    }
    return Optional.ofNullable(frames.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void askForMore() {
    Follower writer = waiting.getAndSet(null);
    if (writer != null) {
      writer.written();
    }
  }

  @Override
  public boolean isOver() {
    return ended && frames.isEmpty();
  }

  @Override
  public void close() {
    Follower current = follower;
    if (current != null) {
      current.close(GOING_AWAY, "");
    }
  }
}
