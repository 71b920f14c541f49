// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.command.Outcome;
import io.sluice.api.websocket.CloseResult;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Binary;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that a plugin pulls from. It is a connection like that of a source, but opened once,
 * of limited age, and with an inbox in place of an ingress's queue.
 */
final class PullHandle {

  private static final SendResult SENT = new SendResult.Sent();

  private static final SendResult NOT_CONNECTED =
      new Failed("not_connected", "the WebSocket is closed, or about to be");

  private static final int GOING_AWAY = 1001;

  private static final Failure EXPIRED =
      Failure.never("handle_expired", "a pull handle is not there for longer");

  private final DriverServices services;
  private final TargetUrl url;
  private final Inbox inbox;
  private final PullPort port;
  private final Connection connection;
  private final long closesAtNanos;
  private final Instant closesAt;

  PullHandle(
      PluginId plugin,
      TargetUrl url,
      WebSocketRequest request,
      PullLimits limits,
      DriverServices services) {
    this.services = services;
    this.url = url;
    this.inbox = new Inbox(limits.bufferTexts(), limits.bufferBytes());
    this.port = new PullPort(inbox);
    Source source = new Source(source(url, request), url);
    this.connection =
        Connection.pulled(
            plugin, new RunningIngress(standIn(limits), List.of(source), port), source, services);
    this.closesAtNanos = services.nanoTime().getAsLong() + limits.age().toNanos();
    this.closesAt =
        Instant.ofEpochMilli(services.clockMillis().getAsLong() + limits.age().toMillis());
  }

  /** Reading may pause for longer than the handle is there, so that nothing is dropped. */
  private static IngressSpec standIn(PullLimits limits) {
    return new IngressSpec(
        ConnectionReport.PULL,
        "",
        Set.of(),
        new QueueSpec(
            limits.bufferTexts(),
            limits.bufferBytes(),
            Overflow.PAUSE,
            2 * limits.age().toMillis()),
        List.of());
  }

  private static SourceSpec source(TargetUrl url, WebSocketRequest request) {
    return new SourceSpec(
        UrlTemplate.parse(url.display()),
        request.subprotocols(),
        request.headers().stream()
            .map(field -> new Field(field.name(), field.value(), null))
            .toList(),
        List.of(),
        SourceSpec.MAX_TEXT_BYTES,
        0,
        Binary.SKIP,
        SourceSpec.Reconnect.STANDARD,
        SourceSpec.Liveness.STANDARD);
  }

  /** Opens it. */
  CompletableFuture<OpenResult> open() {
    connection.end().thenRun(() -> port.end(connection.state().reason()));
    connection.reconsider();
    return port.opening();
  }

  CompletionStage<SendResult> send(String text) {
    Channel channel = openChannel();
    return channel == null
        ? CompletableFuture.completedStage(NOT_CONNECTED)
        : channel.send(text).thenApply(PullHandle::result);
  }

  private @Nullable Channel openChannel() {
    return connection.state() instanceof State.Connected ? connection.channel() : null;
  }

  private static SendResult result(Effect effect) {
    if (effect.outcome() == Outcome.EXECUTED) {
      return SENT;
    }
    return effect.outcome() == Outcome.REJECTED
        ? new Rejected(effect.code(), effect.message())
        : new Failed(effect.code(), effect.message());
  }

  CompletableFuture<ReceiveResult> receive(Duration timeout) {
    return inbox.receive(services.nanoTime().getAsLong(), timeout);
  }

  CompletionStage<CloseResult> close(int code, String reason) {
    Closed asked = new Closed("closed_by_plugin", "the plugin closed it", code, reason);
    inbox.endAndDiscard(asked);
    connection.post(new Fact.PluginCloses(connection.state().dial(), code, reason));
    return connection.end().thenApply(ended -> Optional.ofNullable(inbox.ended()).orElse(asked));
  }

  /** Ends it, since its plugin or the host does. */
  void cancel() {
    port.cancel();
    connection.withdraw();
  }

  /** Ends it at once, whatever the peer does. */
  void cut() {
    connection.post(new Fact.TimeUp(Alarm.CUT));
  }

  Connection connection() {
    return connection;
  }

  /** Looks after what is due. On the timer's thread. */
  void look(long now) {
    connection.look(now);
    inbox.expire(now);
    if (isOld(now)) {
      connection.post(new Fact.HostCloses(connection.state().dial(), GOING_AWAY, EXPIRED));
    }
  }

  boolean isOld(long now) {
    return now - closesAtNanos >= 0;
  }

  /** Completes when the socket is closed, or there will be none. */
  CompletableFuture<Void> end() {
    return connection.end().toCompletableFuture();
  }

  boolean hasEnded() {
    return connection.state() instanceof State.Closed;
  }

  TargetUrl url() {
    return url;
  }

  /** What the plugin names it by; null before it is open. */
  @Nullable WebSocketHandle handle() {
    return port.handle();
  }

  ConnectionReport report() {
    return connection.report(services.turns().forecast());
  }

  /** How it is doing; empty before it is open. */
  Optional<HandleStatus> status() {
    Channel channel = openChannel();
    return Optional.ofNullable(handle())
        .map(
            name ->
                new HandleStatus(
                    name,
                    url.display(),
                    channel != null,
                    closesAt,
                    inbox.texts(),
                    channel == null ? 0 : channel.sendsWaiting()));
  }
}
