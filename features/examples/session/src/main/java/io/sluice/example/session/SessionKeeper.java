// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keeps the session: identifies at first, resumes after each connection that was lost, has the
 * heart beat in between. Its events come one at a time.
 */
final class SessionKeeper {

  private final String token;
  private final Heart heart;
  private final Memory memory;

  /** A keeper that identifies itself with a token. */
  SessionKeeper(String token, Memory memory, Heart heart) {
    this.token = token;
    this.memory = memory;
    this.heart = heart;
  }

  List<OutputCommand> handle(IngressEvent event) {
    if (event instanceof WebSocketText text) {
      try {
        return hear(event.connection(), Message.parse(text.text()));
      } catch (JsonParseException e) {
        return List.of(status("heard what is no message"));
      }
    }
    if (event instanceof WebSocketClosed closed) {
      heart.stop();
      return List.of(status("not connected, closed with " + closed.code()));
    }
    return List.of();
  }

  private List<OutputCommand> hear(String connection, Message message) {
    return switch (message.op()) {
      case Message.HELLO -> {
        heart.start(connection, interval(message));
        yield List.of(introduction(connection));
      }
      case Message.EVENT -> {
        memory.see(message);
        yield List.of(status("in the session"));
      }
      case Message.HEARTBEAT -> List.of(Heartbeats.heartbeat(connection, memory.progress()));
      case Message.HEARTBEAT_ACK -> {
        heart.answered();
        yield List.of();
      }
      case Message.RECONNECT -> List.of(Heartbeats.again(connection, "asked to connect again"));
      case Message.INVALID_SESSION -> List.of(invalid(connection, message.data()));
      default -> List.of();
    };
  }

  private static Duration interval(Message hello) {
    try {
      return Duration.ofMillis(Math.max(1, Long.parseLong(hello.text("heartbeat_interval"))));
    } catch (NumberFormatException e) {
      throw new JsonParseException("a hello without an interval", e);
    }
  }

  private OutputCommand introduction(String connection) {
    Progress now = memory.progress();
    JsonObject data = new JsonObject();
    data.addProperty("token", token);
    if (!now.isResumable()) {
      return OutputCommand.send(connection, Message.say(Message.IDENTIFY, data));
    }
    data.addProperty("session_id", now.session());
    data.addProperty("seq", now.last());
    return OutputCommand.send(connection, Message.say(Message.RESUME, data));
  }

  /** A session that is not valid can be resumed on another connection, or begins anew on this. */
  private OutputCommand invalid(String connection, JsonElement resumable) {
    if (resumable.equals(new JsonPrimitive(true))) {
      return Heartbeats.again(connection, "the session was interrupted");
    }
    memory.forget();
    return introduction(connection);
  }

  private OutputCommand status(String message) {
    Progress now = memory.progress();
    return OutputCommand.status(
        message,
        Map.of(
            "session",
            now.session(),
            "last",
            now.last(),
            "seen",
            now.seen(),
            "missed",
            now.missed()));
  }
}
