// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import io.sluice.testkit.Script;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends texts on each connection, the next one when the one before came back, and counts those that
 * did.
 */
final class EchoTraffic implements Script {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final List<TestPeer> peers = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final AtomicLong echoes = new AtomicLong();

  @Override
  public void play(TestPeer peer) throws Exception {
    peers.add(peer);
    for (long number = 0; peer.isOpen(); number++) {
      String text = "text " + number;
      peer.send(text);
      awaitEcho(peer).ifPresent(echo -> count(text, echo));
    }
  }

  private static Optional<String> awaitEcho(TestPeer peer) throws InterruptedException {
    Optional<String> echo = Optional.empty();
    while (echo.isEmpty() && peer.isOpen()) {
      echo = peer.pollText(LOOK);
    }
    return echo;
  }

  private void count(String text, String echo) {
    echoes.incrementAndGet();
    if (!echo.equals(text)) {
      wrong.add(echo + " for " + text);
    }
  }

  /** The connections that there were. */
  List<TestPeer> peers() {
    return List.copyOf(peers);
  }

  /** How many texts came back. */
  long echoes() {
    return echoes.get();
  }

  /** What came back and should not have. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Sends as fast as the plugin reads. */
  static Script flood() {
    return peer -> {
      String text = "x".repeat(1_024);
      while (peer.isOpen()) {
        peer.send(text);
      }
    };
  }
}
