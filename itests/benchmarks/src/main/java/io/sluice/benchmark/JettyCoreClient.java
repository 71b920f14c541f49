// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's core client as an expert uses it by hand: texts are decoded without validation, and
 * handled on Jetty's thread or handed to another. Fragments, control frames and failures are left
 * out, which is in its favour.
 */
final class JettyCoreClient implements Contender {

  private static final int INPUT_BUFFER_BYTES = 32 << 10;
  private static final long LONGEST_FRAME = 1 << 20;

  private final boolean handOff;

  JettyCoreClient(boolean handOff) {
    this.handOff = handOff;
  }

  @Override
  public void connect(Load load) throws Exception {
    Reception reception = handOff ? Reception.handingOff(load) : Reception.inline(load);
    HttpClient http = new HttpClient();
    http.start();
    WebSocketCoreClient client = new WebSocketCoreClient(http, null);
    client.start();
    for (int i = 0; i < load.connections(); i++) {
      CoreClientUpgradeRequest request =
          CoreClientUpgradeRequest.from(client, load.uri(), new Receiver(reception));
      request.setConfiguration(configuration());
      client.connect(request).get();
    }
  }

  private static ConfigurationCustomizer configuration() {
    ConfigurationCustomizer configuration = new ConfigurationCustomizer();
    configuration.setIdleTimeout(Duration.ZERO);
    configuration.setAutoFragment(false);
    configuration.setMaxFrameSize(LONGEST_FRAME);
    configuration.setInputBufferSize(INPUT_BUFFER_BYTES);
    return configuration;
  }

  private static final class Receiver implements FrameHandler {

    private final Consumer<String> sink;
    private volatile @Nullable CoreSession session;

    Receiver(Reception reception) {
      sink = reception.connected(this::send);
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      ByteBuffer payload = frame.getPayload();
      String text =
          new String(
              payload.array(),
              payload.arrayOffset() + payload.position(),
              payload.remaining(),
              StandardCharsets.UTF_8);
      callback.succeeded();
      sink.accept(text);
      session().demand();
    }

    private CoreSession session() {
      return Objects.requireNonNull(session);
    }

    private void send(String text) {
      session().sendFrame(new Frame(OpCode.TEXT, true, text), Callback.NOOP, false);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      cause.printStackTrace();
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus closeStatus, Callback callback) {
      callback.succeeded();
    }
  }
}
