// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing ring of events, their sizes, and marks where events were dropped. Not safe for use by
 * several threads.
 *
 * <p>Sizes stand in an array of their own, so that an event needs no envelope.
 */
final class EventRing {

  private static final int INITIAL_SLOTS = 16;

  private @Nullable Object[] slots = new Object[INITIAL_SLOTS];
  private int[] sizes = new int[INITIAL_SLOTS];
  private int head;
  private int length;
  private int texts;
  private int others;
  private long bytes;

  /** How many events and marks there are. */
  int length() {
    return length;
  }

  /** How many of them are texts. */
  int texts() {
    return texts;
  }

  /** How many of them are other events, rather than texts or marks. */
  int others() {
    return others;
  }

  /** How many bytes the texts hold. */
  long bytes() {
    return bytes;
  }

  void add(IngressEvent event, int size) {
    append(event, size);
    if (event instanceof WebSocketText) {
      texts++;
      bytes += size;
    } else {
      others++;
    }
  }

  private void append(Object entry, int size) {
    if (length == slots.length) {
      grow();
    }
    int slot = slot(length++);
    slots[slot] = entry;
    sizes[slot] = size;
  }

  private void grow() {
    @Nullable Object[] largerSlots = new Object[2 * slots.length];
    int[] largerSizes = new int[2 * slots.length];
    int untilEnd = slots.length - head;
    System.arraycopy(slots, head, largerSlots, 0, untilEnd);
    System.arraycopy(slots, 0, largerSlots, untilEnd, head);
    System.arraycopy(sizes, head, largerSizes, 0, untilEnd);
    System.arraycopy(sizes, 0, largerSizes, untilEnd, head);
    slots = largerSlots;
    sizes = largerSizes;
    head = 0;
  }

  /**
   * Moves the oldest entries into a batch, until it is full or nothing is left.
   *
   * @param gaps whether the plugin is told of gaps
   */
  void moveTo(Batch batch, boolean gaps) {
    while (length > 0 && batch.hasRoom()) {
      Object entry = slots[head];
      int size = sizes[head];
      slots[head] = null;
      head = slot(1);
      length--;
      if (entry instanceof Gap gap) {
        if (gaps) {
          batch.add(gap.event(), 0);
        }
      } else if (entry instanceof IngressEvent event) {
        forget(event, size);
        batch.add(event, size);
      }
    }
  }

  private void forget(IngressEvent event, int size) {
    if (event instanceof WebSocketText) {
      texts--;
      bytes -= size;
    } else {
      others--;
    }
  }

  /** Marks at the end that an event was dropped, which never got in. */
  void dropNewest(IngressEvent event, int size, long nowMillis) {
    Gap gap = gapBefore(length, event);
    if (gap == null) {
      gap = new Gap(event.origin(), nowMillis, event.serial());
      append(gap, 0);
    }
    gap.count(size);
  }

  /**
   * Takes out the oldest text and marks its place.
   *
   * @return its size, or -1 if there is no text
   */
  int dropOldest(long nowMillis) {
    for (int i = 0; i < length; i++) {
      int slot = slot(i);
      if (slots[slot] instanceof WebSocketText text) {
        int size = sizes[slot];
        forget(text, size);
        mark(i, text, size, nowMillis);
        return size;
      }
    }
    return -1;
  }

  private void mark(int index, WebSocketText text, int size, long nowMillis) {
    Gap gap = gapBefore(index, text);
    if (gap == null) {
      gap = new Gap(text.origin(), nowMillis, text.serial());
      slots[slot(index)] = gap;
      sizes[slot(index)] = 0;
    } else {
      closeUp(index);
    }
    gap.count(size);
  }

  /** Finds a mark of the same connection that nothing but marks separates from the index. */
  private @Nullable Gap gapBefore(int index, IngressEvent event) {
    for (int i = index - 1; i >= 0 && slots[slot(i)] instanceof Gap gap; i--) {
      if (gap.isOf(event.origin())) {
        return gap;
      }
    }
    return null;
  }

  /** Takes out an entry by moving those before it, of which there are few. */
  private void closeUp(int index) {
    for (int i = index; i > 0; i--) {
      slots[slot(i)] = slots[slot(i - 1)];
      sizes[slot(i)] = sizes[slot(i - 1)];
    }
    slots[head] = null;
    head = slot(1);
    length--;
  }

  void clear() {
    Arrays.fill(slots, null);
    head = 0;
    length = 0;
    texts = 0;
    others = 0;
    bytes = 0;
  }

  private int slot(int index) {
    return (head + index) & (slots.length - 1);
  }
}
