// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.EventKind;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one ingress. Sources offer from any thread; the lane's thread takes.
 *
 * <p>Only texts are refused or dropped for want of room. Other events are few, since the driver
 * bounds how often it connects; they get in beyond the bounds. Only attempts to connect are
 * dropped, whatever the policy, where {@value #OTHER_EVENTS} such events wait.
 *
 * <p>What the lane has taken counts against the bounds until it comes for more; but where a full
 * queue drops, it takes one event at a time, which no longer counts.
 */
final class EventQueue implements IngressQueue, IngressPort {

  private static final int OTHER_EVENTS = 64;

  private final Lane lane;
  private final EventConsumer consumer;
  private final Set<EventKind> kinds;
  private final Bounds bounds;
  private final LongSupplier clockMillis;
  private final OverflowRecord overflowRecord;

  private final ReentrantLock lock = new ReentrantLock();
  private final EventRing ring = new EventRing();
  private final Batch batch;
  private int takenTexts;
  private long takenBytes;
  private long accepted;
  private long filtered;
  private long dropped;
  private long droppedBytes;
  private boolean dropping;
  private final RoomWaiters roomWaiters = new RoomWaiters(this::fitsWell);

  /** Written by the lane's thread alone, which therefore needs no atomic addition. */
  private final AtomicLong delivered = new AtomicLong();

  /** Written under the lock; read without it by the lane, before each event. */
  private volatile boolean closed;

  EventQueue(
      Lane lane,
      EventConsumer consumer,
      Set<EventKind> kinds,
      Bounds bounds,
      LongSupplier clockMillis,
      OverflowRecord overflowRecord) {
    this.lane = lane;
    this.consumer = consumer;
    this.kinds = EnumSet.copyOf(kinds);
    this.bounds = bounds;
    this.clockMillis = clockMillis;
    this.overflowRecord = overflowRecord;
    this.batch = bounds.batch();
  }

  /** Is told when a queue begins to drop, once until the handler has caught up. */
  @FunctionalInterface
  interface OverflowRecord {

    void droppingBegan(IngressEvent first);
  }

  @Override
  public IngressPort port() {
    return this;
  }

  @Override
  public Offer offer(IngressEvent event, int bytes) {
    return put(event, bytes, bounds.overflow());
  }

  @Override
  public Offer displace(IngressEvent event, int bytes) {
    return put(event, bytes, Overflow.DROP_OLDEST);
  }

  @Override
  public void lose(IngressEvent event, int bytes) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (!kinds.contains(event.kind())) {
        filtered++;
        return;
      }
      accepted++;
      dropNewest(event, bytes, clockMillis.getAsLong());
    } finally {
      lock.unlock();
    }
    lane.wake();
  }

  private Offer put(IngressEvent event, int bytes, Overflow overflow) {
    boolean dropsBegan;
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (!kinds.contains(event.kind())) {
        filtered++;
        return Offer.ACCEPTED;
      }
      boolean full = isFull(event, bytes);
      if (full && event instanceof WebSocketText && !Bounds.drops(overflow)) {
        return Offer.FULL;
      }
      dropsBegan = full ? drop(event, bytes, overflow) : add(event, bytes);
    } finally {
      lock.unlock();
    }
    lane.wake();
    if (dropsBegan) {
      overflowRecord.droppingBegan(event);
    }
    return Offer.ACCEPTED;
  }

  private boolean isFull(IngressEvent event, int bytes) {
    if (event instanceof WebSocketText) {
      return !bounds.fit(ring.texts() + takenTexts, ring.bytes() + takenBytes, bytes);
    }
    boolean attempt = event instanceof WebSocketOpened || event instanceof WebSocketFailed;
    return attempt && ring.others() >= OTHER_EVENTS;
  }

  private boolean add(IngressEvent event, int bytes) {
    ring.add(event, bytes);
    accepted++;
    return false;
  }

  private boolean drop(IngressEvent event, int bytes, Overflow overflow) {
    long now = clockMillis.getAsLong();
    accepted++;
    if (overflow == Overflow.DROP_OLDEST && event instanceof WebSocketText) {
      while (isFull(event, bytes) && dropOldest(now)) {
        // Each turn drops one text.
      }
    }
    if (isFull(event, bytes)) {
      dropNewest(event, bytes, now);
    } else {
      ring.add(event, bytes);
    }
    boolean began = !dropping;
    dropping = true;
    return began;
  }

  private void dropNewest(IngressEvent event, int bytes, long now) {
    ring.dropNewest(event, bytes, now);
    count(bytes);
  }

  private boolean dropOldest(long now) {
    int size = ring.dropOldest(now);
    if (size >= 0) {
      count(size);
    }
    return size >= 0;
  }

  private void count(int size) {
    dropped++;
    droppedBytes += size;
  }

  @Override
  public CompletionStage<Void> room(int bytes) {
    lock.lock();
    try {
      if (closed || fitsWell(bytes)) {
        return CompletableFuture.completedStage(null);
      }
      return roomWaiters.add(bytes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean hasRoom(int bytes) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      return closed || fitsWell(bytes);
    } finally {
      lock.unlock();
    }
  }

  private boolean fitsWell(int bytes) {
    return bounds.fitWell(ring.texts() + takenTexts, ring.bytes() + takenBytes, bytes);
  }

  /**
   * Takes what waits, if the lane is through with what it took before. On the lane's thread.
   *
   * @return whether there is something to handle
   */
  boolean refill() {
    if (!batch.isEmpty()) {
      return true;
    }
    List<CompletableFuture<Void>> served;
    lock.lock();
    try {
      batch.clear();
      ring.moveTo(batch, kinds.contains(EventKind.WEBSOCKET_GAP));
      // What began when the queue was full ends when the handler has caught up.
      dropping &= batch.added() > 0;
      boolean counts = !Bounds.drops(bounds.overflow());
      takenTexts = counts ? batch.texts() : 0;
      takenBytes = counts ? batch.bytes() : 0;
      served = roomWaiters.takeServed();
    } finally {
      lock.unlock();
    }
    served.forEach(room -> room.complete(null));
    return !batch.isEmpty();
  }

  /** Takes the next event to handle, or null if there is none. On the lane's thread. */
  @Nullable IngressEvent next() {
    if (closed) {
      batch.clear();
      return null;
    }
    return batch.take();
  }

  /** Tells whether something waits that was not taken yet, or is perhaps coming in. */
  boolean hasWaiting() {
    if (!lock.tryLock()) {
      return true;
    }
    try {
      return ring.length() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Hands an event to the handler, unless the queue was closed meanwhile. */
  void handle(IngressEvent event) throws Exception {
    if (closed) {
      return;
    }
    try {
      consumer.accept(event);
    } finally {
      if (!(event instanceof WebSocketGap)) {
        delivered.lazySet(delivered.get() + 1);
      }
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public QueueReport report() {
    lock.lock();
    try {
      long done = delivered.get();
      return new QueueReport(
          closed ? 0 : Math.toIntExact(accepted - dropped - done),
          bounds.texts(),
          ring.bytes() + takenBytes,
          bounds.bytes(),
          accepted,
          done,
          filtered,
          dropped,
          droppedBytes);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public CompletionStage<Void> close(Duration grace) {
    shut();
    return lane.close(this, grace);
  }

  /** Lets nothing in or out any more. */
  void shut() {
    List<CompletableFuture<Void>> served;
    lock.lock();
    try {
      closed = true;
      ring.clear();
      takenTexts = 0;
      takenBytes = 0;
      served = roomWaiters.takeAll();
    } finally {
      lock.unlock();
    }
    served.forEach(room -> room.complete(null));
  }
}
