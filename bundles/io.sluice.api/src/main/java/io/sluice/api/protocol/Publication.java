// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

/** What became of an event that was to be published. */
public enum Publication {
  /** It is in the worker's log, and reaches those who follow. */
  ACCEPTED,
  /** Its JSON form is longer than 64 KiB. */
  TOO_LARGE,
  /**
   * It has no JSON form: half of a surrogate pair, a number that is not finite, too many levels.
   */
  MALFORMED,
  /** The plugin publishes more events per second than it may. */
  TOO_MANY,
  /** The bundle is no plugin, or the host no longer takes events. */
  CLOSED
}
