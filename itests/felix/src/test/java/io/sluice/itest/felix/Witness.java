// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.ServiceRegistration;

/** Is told what is done with a witnessed plugin, which has no handler without one. */
final class Witness implements Consumer<String> {

  /** The name of the plugin, as it was built. */
  static final String PLUGIN = "io.sluice.fixture.witnessed";

  private static final Duration QUIET = Duration.ofMillis(500);

  private final List<String> words = new CopyOnWriteArrayList<>();
  private volatile Consumer<String> reaction = word -> {};

  /** Shows up. */
  ServiceRegistration<?> appear(Host host) {
    return host.offer(Consumer.class, this, Map.of("sluice.witness", "test"));
  }

  /** Says what to do when told something, on the plugin's thread. */
  Witness reacting(Consumer<String> newReaction) {
    reaction = newReaction;
    return this;
  }

  @Override
  public void accept(String word) {
    // Who waits for the word may say what to do with the next one.
    Consumer<String> now = reaction;
    words.add(word);
    now.accept(word);
  }

  /** What it was told so far. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** Waits until it was told something. */
  void awaitWord(String word) {
    await("the word " + word).atMost(Host.LIMIT).until(() -> words.contains(word));
  }

  /** Makes sure that it is told nothing more. */
  void requireNothingMore() {
    List<String> before = words();
    await("nothing after " + before)
        .during(QUIET)
        .atMost(Host.LIMIT)
        .until(() -> words().equals(before));
  }
}
