// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session gateway's part on one connection, on a thread of its own. */
final class SessionConversation {

  private final SessionGateway gateway;
  private final JsonPeer peer;
  private TestClock.Pending timeout = () -> {};
  private volatile @Nullable GatewaySession session;

  SessionConversation(SessionGateway gateway, JsonPeer peer) {
    this.gateway = gateway;
    this.peer = peer;
  }

  void hold() throws InterruptedException {
    JsonObject hello = new JsonObject();
    hello.addProperty("heartbeat_interval", gateway.settings().heartbeat().toMillis());
    expectHeartbeat();
    peer.send(GatewaySession.message(Opcode.HELLO, hello));
    try {
      for (Optional<JsonObject> message = peer.next(); message.isPresent(); message = peer.next()) {
        hear(message.get());
      }
    } catch (JsonParseException e) {
      peer.close(4002, "Error while decoding payload.");
    } finally {
      timeout.cancel();
      GatewaySession left = session;
      if (left != null && left.leave(peer)) {
        gateway.forgetUnlessResumed(left);
      }
    }
  }

  private void expectHeartbeat() {
    timeout.cancel();
    Duration patience = gateway.settings().heartbeat().multipliedBy(3).dividedBy(2);
    timeout = gateway.settings().clock().after(patience, this::timeOut);
  }

  /** On a thread of the clock. */
  private void timeOut() {
    GatewaySession ended = session;
    if (ended != null) {
      gateway.forget(ended);
    }
    peer.close(4009, "Session timed out.");
  }

  private void hear(JsonObject message) {
    Long op = JsonPeer.number(message, "op");
    switch (op == null ? -1 : op.intValue()) {
      case Opcode.HEARTBEAT -> heartbeat();
      case Opcode.IDENTIFY -> identify(JsonPeer.object(message, "d"));
      case Opcode.RESUME -> resume(JsonPeer.object(message, "d"));
      default -> {
        if (session == null) {
          peer.close(4003, "Not authenticated.");
        } else {
          peer.close(4001, "Unknown opcode.");
        }
      }
    }
  }

  private void heartbeat() {
    expectHeartbeat();
    if (gateway.heartbeat()) {
      peer.send(GatewaySession.message(Opcode.HEARTBEAT_ACK, JsonNull.INSTANCE));
    }
  }

  private void identify(JsonObject data) {
    GatewaySession before = session;
    if (before != null && gateway.session(before.id()).isPresent()) {
      peer.close(4005, "Already authenticated.");
    } else if (isAuthentic(data)) {
      GatewaySession begun = gateway.newSession();
      session = begun;
      JsonObject ready = new JsonObject();
      ready.addProperty("session_id", begun.id());
      ready.addProperty("resume_gateway_url", gateway.url());
      begun.begin(peer, ready);
    }
  }

  private void resume(JsonObject data) {
    if (!isAuthentic(data)) {
      return;
    }
    Optional<GatewaySession> found = gateway.session(JsonPeer.text(data, "session_id"));
    Long after = JsonPeer.number(data, "seq");
    if (found.isEmpty()) {
      peer.send(GatewaySession.message(Opcode.INVALID_SESSION, new JsonPrimitive(false)));
    } else if (after == null || !found.get().resume(peer, after)) {
      gateway.forget(found.get());
      peer.close(4007, "Invalid seq.");
    } else {
      session = found.get();
    }
  }

  private boolean isAuthentic(JsonObject data) {
    boolean authentic = JsonPeer.text(data, "token").equals(gateway.settings().token());
    if (!authentic) {
      peer.close(4004, "Authentication failed.");
    }
    return authentic;
  }
}
