// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import io.sluice.testkit.TestClock;
import org.jspecify.annotations.Nullable;

/** A client of a gateway that moves its clients: a session, at its newest connection. */
final class Subscriber {

  private final String id;
  private @Nullable JsonPeer peer;
  private TestClock.Pending keepAlive = () -> {};

  Subscriber(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  void take(JsonPeer newPeer) {
    peer = newPeer;
  }

  boolean isAt(JsonPeer other) {
    return peer == other;
  }

  JsonPeer peer() {
    return requireNonNull(peer);
  }

  void send(JsonObject message) {
    peer().send(message);
  }

  /** Something was sent: the silence begins anew. */
  void restart(TestClock.Pending next) {
    keepAlive.cancel();
    keepAlive = next;
  }

  void rest() {
    keepAlive.cancel();
  }
}
