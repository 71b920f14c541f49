// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.plugin.QueueSpec.Overflow;

/**
 * How much may wait in a queue, and what happens to what does not fit.
 *
 * @param texts the most texts
 * @param bytes the most bytes of text; a single larger text fits into an empty queue
 * @param overflow what happens to a text that does not fit
 */
record Bounds(int texts, long bytes, Overflow overflow) {

  private static final int LARGEST_BATCH = 32;
  private static final int BATCH_SHARE = 8;

  static boolean drops(Overflow overflow) {
    return overflow == Overflow.DROP_OLDEST || overflow == Overflow.DROP_NEWEST;
  }

  boolean fit(int heldTexts, long heldBytes, int size) {
    return heldTexts == 0 || (heldTexts < texts && heldBytes + size <= bytes);
  }

  /** Tells whether it is worth a pause to let so much in. */
  boolean fitWell(int heldTexts, long heldBytes, int size) {
    return fit(heldTexts, heldBytes, size)
        && (heldTexts == 0 || (heldTexts <= texts / 2 && heldBytes <= bytes / 2));
  }

  /**
   * What the lane takes at once. Where a full queue makes the source wait, it is a batch, which
   * spares a lock for each event; but a small one, so that most of what waits can be dropped once
   * the source has waited for too long. Where a full queue drops, it is a single event.
   */
  Batch batch() {
    int room = drops(overflow) ? 1 : Math.max(1, Math.min(texts / BATCH_SHARE, LARGEST_BATCH));
    return new Batch(room, bytes / BATCH_SHARE);
  }
}
