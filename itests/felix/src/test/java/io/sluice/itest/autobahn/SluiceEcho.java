// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import static java.util.Objects.requireNonNull;

import io.sluice.itest.felix.Fixture;
import io.sluice.itest.felix.OwnFramework;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** The echo fixture under the host: an installed plugin for each connection, and one grant. */
final class SluiceEcho implements EchoClient {

  private static final String PLUGIN = "io.sluice.autobahn.echo";

  private final OwnFramework felix;
  private @Nullable Bundle plugin;

  /** Grants the plugin to connect to a port. All cases dial one host, without a pause. */
  SluiceEcho(OwnFramework felix, int port) throws Exception {
    this.felix = felix;
    felix.configure(
        "io.sluice.websocket", Map.of("dials_at_once", 10_000L, "dials_at_once_per_host", 10_000L));
    felix.grant(
        Map.of(
            "plugin",
            PLUGIN,
            "host_api.websocket",
            "ws://127.0.0.1:" + port,
            "ingress",
            "*",
            "addresses",
            "127.0.0.0/8"));
  }

  @Override
  public void connect(URI uri) throws Exception {
    plugin =
        felix
            .context()
            .installBundle(
                uri.toString(), Fixture.of("echo").named(PLUGIN).declaring(manifest(uri)).jar());
    plugin.start();
  }

  private static String manifest(URI uri) {
    return """
    {"schema_version": 1,
     "host_api": {"websocket": [{"scheme": "ws", "host": "127.0.0.1", "port": %d}]},
     "ingresses": [{"name": "chat", "sources": [
       {"websocket": "%s", "reconnect": {"mode": "none"}}]}]}
    """
        .formatted(uri.getPort(), uri);
  }

  @Override
  public void disconnect() throws Exception {
    requireNonNull(plugin).uninstall();
  }

  @Override
  public void stop() throws Exception {
    felix.stop();
  }
}
