// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.websocket.CloseResult;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketHost;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.ingress.IngressDispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The door to one bundle's pull handles: knows whose they are, and nothing else. */
@Component(scope = ServiceScope.BUNDLE)
public final class PluginWebSockets implements WebSocketHost {

  private final WebSocketComponent host;
  private final Handles handles;
  private final PullDoor door;

  /**
   * Wires the parts.
   *
   * @param context names the bundle
   * @param host opens the WebSockets
   * @param authority knows which plugin the bundle is
   * @param dispatcher runs the plugin's code
   * @param diagnostics takes note of what goes wrong
   */
  @Activate
  public PluginWebSockets(
      ComponentContext context,
      @Reference WebSocketComponent host,
      @Reference AuthorityRegistry authority,
      @Reference IngressDispatcher dispatcher,
      @Reference Diagnostics diagnostics) {
    long bundleId = context.getUsingBundle().getBundleId();
    this.host = host;
    this.handles = host.open(bundleId);
    this.door =
        new PullDoor(
            handles,
            () -> authority.snapshot().plugin(bundleId).id(),
            dispatcher.callbacks(),
            diagnostics);
  }

  @Override
  public CompletionStage<OpenResult> open(WebSocketRequest request) {
    return door.open(request);
  }

  @Override
  public CompletionStage<SendResult> send(WebSocketHandle handle, String text) {
    return door.send(handle, text);
  }

  @Override
  public CompletionStage<ReceiveResult> receive(WebSocketHandle handle, Duration timeout) {
    return door.receive(handle, timeout);
  }

  @Override
  public CompletionStage<CloseResult> close(WebSocketHandle handle, int code, String reason) {
    return door.close(handle, code, reason);
  }

  @Override
  public Optional<HandleStatus> status(WebSocketHandle handle) {
    return door.status(handle);
  }

  @Override
  public List<HandleStatus> handles() {
    return door.handles();
  }

  @Deactivate
  void stop() {
    host.close(handles);
  }
}
