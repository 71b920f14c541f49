// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.gateway;

import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Runs the gateway on a free loopback port, and tells about it in the shell. */
@Component(
    immediate = true,
    service = ExampleGateway.class,
    property = {
      "osgi.command.scope=demo",
      "osgi.command.function=port",
      "osgi.command.function=gateway",
      "osgi.command.function=plugin"
    })
public final class ExampleGateway {

  private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NOTHING);
  private final TestGateway server;

  private final BundleContext context;

  /**
   * Starts the server.
   *
   * @param context this bundle's context
   */
  @Activate
  public ExampleGateway(BundleContext context) {
    this.context = context;
    server = TestGateway.start().play(this::keepSession);
  }

  private void keepSession(TestPeer peer) throws InterruptedException {
    new Session(peer, tally).keep();
  }

  @Deactivate
  void stop() {
    server.close();
  }

  /**
   * Tells where the gateway listens.
   *
   * @return the port
   */
  @Descriptor("tells the port of the example gateway")
  public int port() {
    return server.port();
  }

  /**
   * Finds the example plugin.
   *
   * @return its bundle, for commands of the shell that take one; null if it is not installed
   */
  @Descriptor("finds the bundle of the example plugin, for start and stop")
  public @Nullable Bundle plugin() {
    for (Bundle bundle : context.getBundles()) {
      if ("io.sluice.example.mirror".equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    return null;
  }

  /**
   * Tells what the gateway has seen.
   *
   * @return one line
   */
  @Descriptor("tells what the example gateway has seen")
  public String gateway() {
    return "%s: %d connected, %s"
        .formatted(server.url("/gateway"), server.openConnections(), tally.get());
  }
}
