// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.UnusableHandlerException;
import io.sluice.spi.plugin.PluginId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Calls a handler and hands its answer to the command executor.
 *
 * <p>The handler is got with the first event, on the dispatch thread, since getting it may run the
 * plugin's own code.
 */
final class HandlerCall implements EventConsumer {

  private final PluginId plugin;
  private final BundleContext context;
  private final ServiceReference<IngressHandler> reference;
  private final CommandExecutor executor;
  private final AtomicReference<IngressHandler> handler = new AtomicReference<>();

  HandlerCall(
      PluginId plugin,
      BundleContext context,
      ServiceReference<IngressHandler> reference,
      CommandExecutor executor) {
    this.plugin = plugin;
    this.context = context;
    this.reference = reference;
    this.executor = executor;
  }

  @Override
  public void accept(IngressEvent event) throws Exception {
    List<OutputCommand> answer = handler().handle(event);
    if (answer == null) {
      throw new UnusableHandlerException(
          "the handler returned null; return an empty list for nothing");
    }
    if (!answer.isEmpty()) {
      executor.execute(plugin, event, answer);
    }
  }

  private IngressHandler handler() {
    IngressHandler known = handler.get();
    if (known != null) {
      return known;
    }
    IngressHandler got = context.getService(reference);
    if (got == null) {
      throw new UnusableHandlerException("the handler service could not be created");
    }
    handler.set(got);
    return got;
  }

  /** Lets go of the handler. When no call runs any more; it may be called again. */
  void release() {
    if (handler.getAndSet(null) != null) {
      context.ungetService(reference);
    }
  }
}
