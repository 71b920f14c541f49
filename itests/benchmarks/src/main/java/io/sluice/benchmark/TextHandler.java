// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.fixture.meter.Meter;
import java.util.function.Consumer;

/** What a plugin author's code does with a text, written by hand. For one thread at a time. */
final class TextHandler {

  private final Meter meter = new Meter();
  private final boolean echo;

  TextHandler(boolean echo) {
    this.echo = echo;
  }

  void handle(String text, Consumer<String> send) {
    if (echo) {
      send.accept(text);
    } else {
      meter.count().ifPresent(send);
    }
  }
}
