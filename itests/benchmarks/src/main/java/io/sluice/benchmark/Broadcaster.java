// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.URI;

/** A way to show the same texts to many clients. */
interface Broadcaster {

  /**
   * Begins to listen. Each client gets a text as soon as it will get those that are published.
   *
   * @return what clients connect to
   */
  URI start() throws Exception;

  /** Shows a text to all clients, and does not wait for them. */
  void publish(String text);
}
