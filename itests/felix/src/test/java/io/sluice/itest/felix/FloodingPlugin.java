// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import io.sluice.api.command.Commands;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends as fast as it can, from its handler and from threads of its own: what it may at that
 * moment. The connection is the one of the last text that came in.
 */
final class FloodingPlugin implements IngressHandler {

  /** What is sent when the host says that it may be. */
  static final String GRANTED = "granted";

  /** What is sent when the host says that it may not be. */
  private static final String REVOKED = "revoked";

  private static final int THREADS = 2;
  private static final int UNANSWERED = 128;

  private final Commands commands;
  private final BooleanSupplier allowed;
  private final Semaphore room = new Semaphore(UNANSWERED);
  private final AtomicLong attempts = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile String connection = "";
  private volatile boolean over;

  FloodingPlugin(Commands commands, BooleanSupplier allowed) {
    this.commands = commands;
    this.allowed = allowed;
  }

  /** The server's part: has the handler called all the time. */
  static void askForMore(TestPeer peer) throws IOException {
    while (peer.isOpen()) {
      peer.send("more");
    }
  }

  @Override
  public List<OutputCommand> handle(IngressEvent event) {
    if (!(event instanceof WebSocketText text)) {
      return List.of();
    }
    connection = text.connection();
    return List.of(send(text.connection()));
  }

  /** The connection is older than what is said of the grant, which is for no later one. */
  private OutputCommand send(String to) {
    return OutputCommand.send(to, allowed.getAsBoolean() ? GRANTED : REVOKED);
  }

  /** Begins to send from threads of its own. */
  void begin() {
    for (int number = 0; number < THREADS; number++) {
      Thread thread = new Thread(this::flood, "flood-" + number);
      threads.add(thread);
      thread.start();
    }
  }

  private void flood() {
    while (!over) {
      room.acquireUninterruptibly();
      commands.submit(send(connection)).whenComplete((result, failure) -> room.release());
      attempts.incrementAndGet();
    }
  }

  String connection() {
    return connection;
  }

  /** Waits until so many texts more were handed over. */
  void awaitAttempts(int number) {
    long enough = attempts.get() + number;
    await("attempts")
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(4))
        .until(() -> attempts.get() >= enough);
  }

  /** Sends no more. */
  void end() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join(Host.LIMIT.toMillis());
    }
  }

  /** How many submissions have had no result, after a while in which they may. */
  int unanswered() throws InterruptedException {
    boolean all = room.tryAcquire(UNANSWERED, Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    return all ? 0 : UNANSWERED - room.availablePermits();
  }
}
