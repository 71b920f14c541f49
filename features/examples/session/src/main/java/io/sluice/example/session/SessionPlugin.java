// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import io.sluice.api.command.Commands;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.api.plugin.SluiceIngress;
import io.sluice.api.plugin.SluicePlugin;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The handler: the session's keeper and its heart, put together. */
@SluicePlugin
@SluiceIngress("gateway")
@Component(configurationPid = "io.sluice.example.session")
public final class SessionPlugin implements IngressHandler {

  private final BeatTimer timer = new BeatTimer();
  private final SessionKeeper keeper;

  /** The configuration, whose PID is the bundle's name. */
  @interface Configuration {

    /** What the gateway knows this client by. */
    String token() default "token";
  }

  /**
   * Puts the parts together. Nothing beats before the gateway has said hello.
   *
   * @param configuration the token
   * @param commands takes the heartbeats
   */
  @Activate
  public SessionPlugin(Configuration configuration, @Reference Commands commands) {
    Memory memory = new Memory();
    Heartbeats heartbeats = new Heartbeats(commands, memory::progress);
    Heart heart = new Heart(timer, () -> ThreadLocalRandom.current().nextDouble(), heartbeats);
    keeper = new SessionKeeper(configuration.token(), memory, heart);
  }

  @Override
  public List<OutputCommand> handle(IngressEvent event) {
    return keeper.handle(event);
  }

  @Deactivate
  void stop() {
    timer.close();
  }
}
