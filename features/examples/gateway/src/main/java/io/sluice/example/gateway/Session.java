// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.gateway;

import com.google.gson.JsonParser;
import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A session with one client: says hello and, once the client has identified itself, dispatches a
 * message each half second and asks for a heartbeat with each fourth.
 */
final class Session {

  private static final Duration DISPATCH_PERIOD = Duration.ofMillis(500);
  private static final int DISPATCHES_PER_HEARTBEAT = 4;

  private final TestPeer peer;
  private final AtomicReference<Tally> tally;
  private boolean identified;

  Session(TestPeer peer, AtomicReference<Tally> tally) {
    this.peer = peer;
    this.tally = tally;
  }

  void keep() throws InterruptedException {
    try {
      peer.send("{\"op\":\"hello\"}");
      long nextDispatch = System.nanoTime();
      while (peer.isOpen()) {
        long left = nextDispatch - System.nanoTime();
        Optional<String> text = peer.pollText(Duration.ofNanos(Math.max(0, left)));
        if (text.isPresent()) {
          hear(text.get());
        } else if (identified) {
          dispatch();
          nextDispatch += DISPATCH_PERIOD.toNanos();
        } else {
          nextDispatch = System.nanoTime() + DISPATCH_PERIOD.toNanos();
        }
      }
    } catch (IOException e) {
      // The client left in the middle of a message.
    }
    String how =
        peer.closeFrame()
            .map(frame -> frame.closeCode() + " " + frame.closeReason())
            .orElse("without a close frame");
    tally.updateAndGet(before -> before.ended(how));
  }

  private void hear(String text) {
    String op = JsonParser.parseString(text).getAsJsonObject().get("op").getAsString();
    identified |= op.equals("identify");
    tally.updateAndGet(before -> before.heard(op));
  }

  private void dispatch() throws IOException {
    long seq = tally.updateAndGet(Tally::dispatchedOne).dispatched();
    peer.send("{\"op\":\"dispatch\",\"seq\":" + seq + ",\"text\":\"message " + seq + "\"}");
    if (seq % DISPATCHES_PER_HEARTBEAT == 0) {
      peer.send("{\"op\":\"heartbeat\"}");
    }
  }
}
