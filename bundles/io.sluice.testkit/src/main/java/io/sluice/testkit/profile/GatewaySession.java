// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session, which outlives its connections: numbers what is dispatched and keeps it for a resume.
 * What it sends it sends under its lock, since the order of the numbers is that of the frames.
 */
final class GatewaySession {

  private final String id;
  private final List<JsonObject> dispatched = new ArrayList<>();
  private @Nullable JsonPeer peer;
  private int resumes;

  GatewaySession(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Gives the session to a connection, and says so with a first event. */
  synchronized void begin(JsonPeer newPeer, JsonObject ready) {
    peer = newPeer;
    dispatch("READY", ready);
  }

  /**
   * Gives the session to another connection, and sends again what came after a number.
   *
   * @return whether there is such a number
   */
  synchronized boolean resume(JsonPeer newPeer, long after) {
    if (after < 0 || after > dispatched.size()) {
      return false;
    }
    peer = newPeer;
    resumes++;
    dispatched.subList((int) after, dispatched.size()).forEach(newPeer::send);
    dispatch("RESUMED", new JsonObject());
    return true;
  }

  /** Numbers an event, and sends it if there is a connection. */
  synchronized void dispatch(String type, JsonElement data) {
    JsonObject message = message(Opcode.DISPATCH, data);
    message.addProperty("s", dispatched.size() + 1);
    message.addProperty("t", type);
    dispatched.add(message);
    if (peer != null) {
      peer.send(message);
    }
  }

  /** Sends what is no event. */
  synchronized void tell(int op, JsonElement data) {
    if (peer != null) {
      peer.send(message(op, data));
    }
  }

  /** Lets go of a connection that has ended, unless another has taken its place. */
  synchronized boolean leave(JsonPeer ended) {
    boolean own = peer == ended;
    if (own) {
      peer = null;
    }
    return own;
  }

  synchronized boolean isConnected() {
    return peer != null;
  }

  synchronized SessionReport report() {
    return new SessionReport(id, peer != null, dispatched.size(), resumes);
  }

  static JsonObject message(int op, JsonElement data) {
    JsonObject message = new JsonObject();
    message.addProperty("op", op);
    message.add("d", data);
    message.add("s", JsonNull.INSTANCE);
    message.add("t", JsonNull.INSTANCE);
    return message;
  }
}
