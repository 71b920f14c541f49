// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

/** What a cursor turned out to be. */
public sealed interface CursorVerdict {

  /**
   * It is good.
   *
   * @param position the position of the last event that its holder received
   */
  record Valid(long position) implements CursorVerdict {}

  /**
   * It is not, and names no position.
   *
   * @param fault what is wrong with it
   */
  record Wrong(CursorFault fault) implements CursorVerdict {}
}
