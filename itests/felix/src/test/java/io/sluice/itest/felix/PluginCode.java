// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Commands;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.request.RequestHost;
import io.sluice.api.websocket.WebSocketHost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Does what a plugin's own code does, by the context of its bundle, which must be active. */
final class PluginCode {

  private final BundleContext context;

  PluginCode(Bundle bundle) {
    this.context = bundle.getBundleContext();
  }

  /** Registers a handler for these ingresses. */
  ServiceRegistration<IngressHandler> offer(IngressHandler handler, String... ingresses) {
    return offer(handler, 0, ingresses);
  }

  /** Registers a handler with a service ranking for these ingresses. */
  ServiceRegistration<IngressHandler> offer(
      IngressHandler handler, int ranking, String... ingresses) {
    return context.registerService(
        IngressHandler.class,
        handler,
        FrameworkUtil.asDictionary(
            Map.of(IngressHandler.INGRESS, ingresses, Constants.SERVICE_RANKING, ranking)));
  }

  /** The plugin's door for commands. */
  Commands commands() {
    return context.getService(context.getServiceReference(Commands.class));
  }

  /** The plugin's door for what observers are to see. */
  EventPublisher publisher() {
    return context.getService(context.getServiceReference(EventPublisher.class));
  }

  /** The plugin's door for requests. */
  RequestHost requests() {
    return context.getService(context.getServiceReference(RequestHost.class));
  }

  /** The plugin's door for WebSockets to pull from. */
  WebSocketHost webSockets() {
    return context.getService(context.getServiceReference(WebSocketHost.class));
  }

  /** Submits a command and waits for its result. */
  CommandResult submit(OutputCommand command) throws Exception {
    return submit(List.of(command)).get(0);
  }

  /** Submits a batch and waits for its results. */
  List<CommandResult> submit(List<OutputCommand> batch) throws Exception {
    return commands()
        .submit(batch)
        .toCompletableFuture()
        .get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
