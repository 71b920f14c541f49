// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;

/** Whatever a plugin is at when it is stopped: its socket goes, and nothing of it is called. */
public class PluginStopIT extends HostTest {

  private static final String PLUGIN = Witness.PLUGIN;

  /** Well below what a handshake may take, so that it is not its timeout that ends it. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Witness witness = new Witness();
  private Bundle bundle;
  private Configuration grant;

  @Before
  public void prepare() throws Exception {
    witness.appear(host);
    grant = host.grantAll(PLUGIN, gateway.port());
    bundle = host.install(Fixture.of("witnessed"));
  }

  private TestPeer connected() throws Exception {
    bundle.start();
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(PLUGIN, State.CONNECTED);
    witness.awaitWord("websocket_open");
    return peer;
  }

  /** After the bundle was stopped. */
  private void requireGone() {
    int accepted = gateway.acceptedSockets();
    await("no socket").atMost(SOON).until(() -> gateway.sockets() == 0);
    host.awaitNoConnection(PLUGIN);
    witness.requireNothingMore();
    assertEquals(accepted, gateway.acceptedSockets());
  }

  @Test
  public void stoppedWhileTheServerIsSilentInTheHandshake() throws Exception {
    gateway.answer(handshake -> null);
    bundle.start();
    await().atMost(Host.LIMIT).until(() -> gateway.handshakes().size() == 1);

    bundle.stop();

    requireGone();
    assertEquals(List.of(), witness.words());
  }

  @Test
  public void stoppedWhileTextsComeIn() throws Exception {
    gateway.play(new EchoTraffic());
    TestPeer peer = connected();
    witness.awaitWord("websocket_text");

    bundle.stop();

    requireGone();
    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals("deactivate", last(witness.words()));
  }

  @Test
  public void stoppedWhileThePeerAnswersNothing() throws Exception {
    TestPeer peer = connected();
    peer.goSilent();

    bundle.stop();

    requireGone();
    assertEquals(1001, peer.awaitClose().closeCode());
  }

  @Test
  public void stoppedWhileThePeerReadsNothing() throws Exception {
    TestPeer peer = connected();
    peer.stopReading();
    peer.send("the last that it reads");
    assertEquals("the last that it reads", peer.awaitText());

    bundle.stop();

    host.awaitNoConnection(PLUGIN);
    peer.readOn();
    requireGone();
  }

  @Test
  public void stoppedWhileTheHandlerIsAboutToReturn() throws Exception {
    Semaphore go = new Semaphore(0);
    TestPeer peer = connected();
    witness.reacting(word -> go.acquireUninterruptibly());
    peer.send("hello");
    witness.awaitWord("websocket_text");
    witness.reacting(word -> {});

    Thread stopping = inBackground(bundle::stop);
    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals(List.of("activate", "websocket_open", "websocket_text"), witness.words());
    go.release();
    stopping.join(Host.LIMIT.toMillis());

    assertFalse(stopping.isAlive());
    requireGone();
    assertEquals("deactivate", last(witness.words()));
  }

  @Test
  public void stoppedWhileTheHandlerWaitsForEver() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    TestPeer peer = connected();
    witness.reacting(
        word -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException("interrupted", e);
          }
        });
    peer.send("hello");
    witness.awaitWord("websocket_text");
    witness.reacting(word -> {});

    bundle.stop();

    assertEquals(0, interrupted.getCount());
    requireGone();
    assertEquals("deactivate", last(witness.words()));
  }

  @Test
  public void stoppedWhileTheHandlerCannotBeInterrupted() throws Exception {
    Semaphore go = new Semaphore(0);
    TestPeer peer = connected();
    witness.reacting(word -> go.acquireUninterruptibly());
    peer.send("hello");
    witness.awaitWord("websocket_text");
    witness.reacting(word -> {});
    try {
      bundle.stop();
      requireGone();
    } finally {
      go.release();
    }

    requireGone();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void stoppedByItsOwnHandler() throws Exception {
    TestPeer peer = connected();
    witness.reacting(
        word -> {
          if (word.equals("websocket_text")) {
            stop(bundle);
          }
        });

    peer.send("hello");

    assertEquals(1001, peer.awaitClose().closeCode());
    witness.awaitWord("deactivate");
    requireGone();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void stoppedWhileReadingIsPaused() throws Exception {
    Semaphore go = new Semaphore(0);
    gateway.play(EchoTraffic.flood());
    witness.reacting(word -> go.acquireUninterruptibly(word.equals("websocket_text") ? 1 : 0));
    TestPeer peer = connected();
    await().atMost(Host.LIMIT).until(() -> host.connections(PLUGIN).get(0).pauses() > 0);

    Thread stopping = inBackground(bundle::stop);

    assertEquals(1001, peer.awaitClose().closeCode());
    go.release(Integer.MAX_VALUE);
    stopping.join(Host.LIMIT.toMillis());
    requireGone();
    assertEquals("deactivate", last(witness.words()));
  }

  @Test
  public void stoppedWhileItWaitsToReconnect() throws Exception {
    gateway.refuse("503 Service Unavailable", "Retry-After: 3");
    bundle.start();
    ConnectionReport waiting = host.awaitConnection(PLUGIN, State.RECONNECT_WAIT);
    witness.awaitWord("websocket_error");
    gateway.accepting();

    bundle.stop();

    requireGone();
    await("the time of the next attempt is over")
        .pollDelay(Duration.between(waiting.since(), waiting.nextAttemptAt()).plusMillis(300))
        .atMost(Host.LIMIT)
        .until(() -> gateway.acceptedSockets() == 1);
  }

  @Test
  public void stoppedWhileItsPeerDoesNotAnswerTheCloseFrame() throws Exception {
    TestPeer peer = connected();
    peer.goSilent();
    host.delete(grant);
    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitConnection(PLUGIN, State.CLOSING);

    bundle.stop();

    requireGone();
  }

  private static Thread inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  @FunctionalInterface
  private interface Task {
    void run() throws Exception;
  }

  private static void stop(Bundle bundle) {
    try {
      bundle.stop();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String last(List<String> words) {
    return words.get(words.size() - 1);
  }
}
