// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.spi.target.TargetUrl;

/** What a command would reach. Minor versions add to it. */
public sealed interface Reach {

  /**
   * Something outside, which needs a grant.
   *
   * @param url the URL that it goes to
   */
  record Outside(TargetUrl url) implements Reach {}

  /**
   * Something outside, by one request, which needs a grant of its own.
   *
   * @param method the request's method
   * @param url the URL that it goes to
   */
  record ByRequest(String method, TargetUrl url) implements Reach {}

  /** Nothing outside this host. */
  record Inside() implements Reach {}

  /**
   * Nothing, since it cannot be carried out.
   *
   * @param effect the answer to the plugin
   */
  record Nowhere(Effect effect) implements Reach {}
}
