// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.mirror;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.api.plugin.SluiceIngress;
import io.sluice.api.plugin.SluicePlugin;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps a session with the example gateway: answers its hello and its heartbeats, and acknowledges
 * each message.
 */
@SluicePlugin
@SluiceIngress("gateway")
@Component
public final class Mirror implements IngressHandler {

  @Override
  public List<OutputCommand> handle(IngressEvent event) {
    if (!(event instanceof WebSocketText text)) {
      return List.of();
    }
    JsonObject message = JsonParser.parseString(text.text()).getAsJsonObject();
    return switch (message.get("op").getAsString()) {
      case "hello" -> List.of(say(event, "{\"op\":\"identify\",\"name\":\"mirror\"}"));
      case "heartbeat" -> List.of(say(event, "{\"op\":\"heartbeat_ack\"}"));
      case "dispatch" -> acknowledge(event, message.get("seq").getAsLong());
      default -> List.of();
    };
  }

  private static List<OutputCommand> acknowledge(IngressEvent event, long seq) {
    return List.of(
        say(event, "{\"op\":\"ack\",\"seq\":" + seq + "}"),
        OutputCommand.status("mirroring", Map.of("last_seq", seq)));
  }

  private static OutputCommand say(IngressEvent event, String text) {
    return OutputCommand.send(event.connection(), text);
  }
}
