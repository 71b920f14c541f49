// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A queue without a plugin: the test makes room in it, and looks at what came in. */
final class TestPort implements IngressPort {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<IngressEvent> events = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<CompletableFuture<Void>> rooms = new ArrayList<>();
  private int capacity = Integer.MAX_VALUE;
  private int waiting;
  private int displaced;
  private boolean closed;
  private @Nullable RuntimeException failure;

  @Override
  public synchronized Offer offer(IngressEvent event, int bytes) {
    fail();
    if (closed) {
      return Offer.CLOSED;
    }
    if (event instanceof WebSocketText && ++waiting > capacity) {
      waiting--;
      return Offer.FULL;
    }
    events.add(event);
    return Offer.ACCEPTED;
  }

  @Override
  public synchronized Offer displace(IngressEvent event, int bytes) {
    fail();
    if (closed) {
      return Offer.CLOSED;
    }
    displaced++;
    events.add(event);
    return Offer.ACCEPTED;
  }

  @Override
  public synchronized void lose(IngressEvent event, int bytes) {
    fail();
    lost.add(((WebSocketText) event).text());
  }

  @Override
  public synchronized CompletionStage<Void> room(int bytes) {
    fail();
    if (closed || waiting < capacity) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> room = new CompletableFuture<>();
    rooms.add(room);
    return room;
  }

  @Override
  public synchronized boolean hasRoom(int bytes) {
    return closed || waiting < capacity;
  }

  private void fail() {
    if (failure != null) {
      throw failure;
    }
  }

  /** How many texts may wait. */
  synchronized void capacity(int texts) {
    capacity = texts;
  }

  /** The plugin has handled what waits. */
  void drain() {
    complete(takeRooms(false));
  }

  void close() {
    complete(takeRooms(true));
  }

  /** Each call ends with this exception from now on; null for none. */
  synchronized void failWith(@Nullable RuntimeException exception) {
    failure = exception;
  }

  private synchronized List<CompletableFuture<Void>> takeRooms(boolean close) {
    closed |= close;
    waiting = 0;
    List<CompletableFuture<Void>> taken = new ArrayList<>(rooms);
    rooms.clear();
    return taken;
  }

  private static void complete(List<CompletableFuture<Void>> rooms) {
    rooms.forEach(room -> room.complete(null));
  }

  synchronized List<IngressEvent> events() {
    return List.copyOf(events);
  }

  <T extends IngressEvent> List<T> events(Class<T> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<String> texts() {
    return events(WebSocketText.class).stream().map(WebSocketText::text).toList();
  }

  /** The kinds of the events, in their order. */
  List<String> kinds() {
    return events().stream().map(event -> event.kind().wireName()).toList();
  }

  /** Each connection was closed before the next was open. */
  void assertOneAtATime() {
    int open = 0;
    for (IngressEvent event : events()) {
      if (event instanceof WebSocketOpened) {
        assertEquals(0, open++);
      } else if (event instanceof WebSocketClosed) {
        assertEquals(1, open--);
      }
    }
  }

  /** The texts that were told to be lost. */
  synchronized List<String> lost() {
    return List.copyOf(lost);
  }

  synchronized int displaced() {
    return displaced;
  }

  synchronized boolean isAwaitingRoom() {
    return !rooms.isEmpty();
  }

  /** Waits for the n-th event of a type, from 1. */
  <T extends IngressEvent> T await(Class<T> type, int n) {
    Awaitility.await().atMost(LIMIT).until(() -> events(type).size() >= n);
    return events(type).get(n - 1);
  }

  <T extends IngressEvent> T awaitFirst(Class<T> type) {
    return await(type, 1);
  }

  void awaitTexts(int count) {
    await(WebSocketText.class, count);
  }
}
