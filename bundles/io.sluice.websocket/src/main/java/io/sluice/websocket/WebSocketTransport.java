// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.OpenConnection;
import io.sluice.api.command.SendText;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Carries out the commands that are for a connection, or for one more. */
final class WebSocketTransport implements CommandTransport {

  private static final Effect NOT_CONNECTED =
      Effect.failed("not_connected", "there is no such connection, or not any more");

  private final OpenChannels channels;
  private final Opener opener;

  WebSocketTransport(OpenChannels channels, Opener opener) {
    this.channels = channels;
    this.opener = opener;
  }

  /** Opens further connections. */
  @FunctionalInterface
  interface Opener {

    CompletionStage<Effect> open(PluginId plugin, String ingress, TargetUrl url);
  }

  @Override
  public Reach reach(PluginId plugin, CommandPayload payload) {
    return payload instanceof OpenConnection open
        ? new Reach.Outside(Access.webSocket(TargetUrl.parse(open.url())))
        : withChannel(plugin, payload, WebSocketTransport::reach, Reach.Nowhere::new);
  }

  @Override
  public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
    return payload instanceof OpenConnection open
        ? opener.open(plugin, open.ingress(), TargetUrl.parse(open.url()))
        : withChannel(
            plugin,
            payload,
            channel -> carryOut(channel, payload),
            CompletableFuture::completedStage);
  }

  private static Reach reach(Channel channel) {
    return new Reach.Outside(Access.webSocket(channel.context().source().url()));
  }

  private static CompletionStage<Effect> carryOut(Channel channel, CommandPayload payload) {
    if (payload instanceof SendText send) {
      return channel.send(send.text());
    }
    CloseConnection close = (CloseConnection) payload;
    channel.closeByPlugin(close.code(), close.reason());
    return CompletableFuture.completedStage(Effect.EXECUTED);
  }

  private <T> T withChannel(
      PluginId plugin,
      CommandPayload payload,
      Function<Channel, T> there,
      Function<Effect, T> otherwise) {
    String id;
    if (payload instanceof SendText send) {
      id = send.connection();
    } else if (payload instanceof CloseConnection close) {
      id = close.connection();
    } else {
      return otherwise.apply(
          Effect.rejected("malformed", "the payload is not one of " + payload.kind()));
    }
    Channel channel = channels.find(id).orElse(null);
    if (channel == null) {
      return otherwise.apply(NOT_CONNECTED);
    }
    return channel.context().plugin().bundleId() == plugin.bundleId()
        ? there.apply(channel)
        : otherwise.apply(
            Effect.rejected("not_your_connection", "the connection is another plugin's"));
  }
}
