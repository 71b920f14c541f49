// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.api.plugin.SluiceIngress;
import io.sluice.api.plugin.SluicePlugin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Takes the host's events: each connection that opens is an inspection of its own. It is a service
 * under its own name too, for the shell commands to find the current inspection.
 */
@SluicePlugin
@SluiceIngress("inspector")
@Component(
    service = {IngressHandler.class, DevTools.class},
    configurationPid = "io.sluice.example.devtools")
public final class DevTools implements IngressHandler {

  private final String expression;
  private volatile Inspection current;

  /** The configuration, whose PID is the bundle's name. */
  @interface Configuration {

    /** What to evaluate when a connection opens. */
    String expression() default "process.version";
  }

  /**
   * Configures the handler.
   *
   * @param configuration what to evaluate
   */
  @Activate
  public DevTools(Configuration configuration) {
    this(configuration.expression());
  }

  DevTools(String expression) {
    this.expression = expression;
    this.current = new Inspection("");
    current.session().end("not connected yet");
  }

  /** The last inspection that was begun. Where there is none, one that has ended. */
  Inspection current() {
    return current;
  }

  @Override
  public List<OutputCommand> handle(IngressEvent event) {
    if (event instanceof WebSocketText text) {
      return current.hear(text.text());
    }
    if (event instanceof WebSocketOpened) {
      current.session().end("another connection was opened");
      current = new Inspection(event.connection());
      return current.begin(expression);
    }
    if (event instanceof WebSocketGap gap) {
      return current.problem(gap.droppedEvents() + " messages were dropped");
    }
    return whyNotConnected(event).map(this::end).orElse(List.of());
  }

  private static Optional<String> whyNotConnected(IngressEvent event) {
    if (event instanceof WebSocketClosed closed) {
      String by = closed.closedBy().name().toLowerCase(Locale.ROOT);
      return Optional.of("closed by the %s with %d".formatted(by, closed.code()));
    }
    if (event instanceof WebSocketFailed failed) {
      return Optional.of(failed.failure() + ", " + failed.message());
    }
    if (event instanceof AuthorityRevoked revoked) {
      return Optional.of("the grant was taken away, " + revoked.code());
    }
    return event instanceof WebSocketReconnectNeeded needed
        ? Optional.of("the host does not try again, " + needed.reason())
        : Optional.empty();
  }

  private List<OutputCommand> end(String why) {
    String said = "not connected (" + why + ")";
    current.session().end(said);
    return List.of(current.status(said));
  }

  /** An operator may still wait for an answer when the plugin is stopped. */
  @Deactivate
  void stop() {
    current.session().end("not connected (the plugin was stopped)");
  }
}
