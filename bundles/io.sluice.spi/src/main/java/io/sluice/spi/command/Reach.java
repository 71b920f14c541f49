// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.spi.target.Access;

/** What a command would reach. */
public sealed interface Reach {

  /**
   * Something outside, which needs a grant.
   *
   * @param access what is wanted of it
   */
  record Outside(Access access) implements Reach {}

  /** Nothing outside this host. */
  record Inside() implements Reach {}

  /**
   * Nothing, since it cannot be carried out.
   *
   * @param effect the answer to the plugin
   */
  record Nowhere(Effect effect) implements Reach {}
}
