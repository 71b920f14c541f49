// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that keeps what it is given, in its order, before it does what a test wants of it. */
final class Recorder implements IngressHandler {

  private final IngressHandler part;
  private final List<IngressEvent> all = new ArrayList<>();
  private final BlockingQueue<IngressEvent> unseen = new LinkedBlockingQueue<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();

  /** Makes one that answers nothing. */
  Recorder() {
    this(event -> List.of());
  }

  /** Makes one that does this with each event. */
  Recorder(IngressHandler part) {
    this.part = part;
  }

  @Override
  public List<OutputCommand> handle(IngressEvent event) throws Exception {
    mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
    try {
      keep(event);
      return part.handle(event);
    } finally {
      inside.decrementAndGet();
    }
  }

  private synchronized void keep(IngressEvent event) {
    all.add(event);
    unseen.add(event);
  }

  /** Waits for the next event, whatever it is. */
  IngressEvent next() throws InterruptedException {
    IngressEvent event = unseen.poll(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new AssertionError("no further event within " + Host.LIMIT);
    }
    return event;
  }

  /** Waits for the next event, which must be of this type. */
  <T extends IngressEvent> T next(Class<T> type) throws InterruptedException {
    IngressEvent event = next();
    if (!type.isInstance(event)) {
      throw new AssertionError("not a " + type.getSimpleName() + " but " + event);
    }
    return type.cast(event);
  }

  /** All events so far. */
  synchronized List<IngressEvent> all() {
    return List.copyOf(all);
  }

  /** All events so far of a type. */
  <T extends IngressEvent> List<T> all(Class<T> type) {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All texts so far. */
  List<String> texts() {
    return all(WebSocketText.class).stream().map(WebSocketText::text).toList();
  }

  /** How many calls ran at the same time at most. */
  int mostInside() {
    return mostInside.get();
  }
}
