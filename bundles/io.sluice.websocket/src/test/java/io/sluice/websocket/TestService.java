// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventKind;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.QueueSpec;
import java.util.EnumSet;
import java.util.List;

/** A plugin's service with one ingress. */
final class TestService implements RunningService {

  static final PluginId PLUGIN = new PluginId("test.plugin", "1.0.0", "sha256:00", 7);

  private volatile List<RunningIngress> ingresses = List.of();

  @Override
  public PluginId plugin() {
    return PLUGIN;
  }

  @Override
  public List<RunningIngress> ingresses() {
    return ingresses;
  }

  static RunningIngress ingress(IngressPort port, QueueSpec queue, Source... sources) {
    List<Source> list = List.of(sources);
    IngressSpec spec =
        new IngressSpec(
            "feed",
            "",
            EnumSet.allOf(EventKind.class),
            queue,
            list.stream().map(Source::spec).toList());
    return new RunningIngress(spec, list, port);
  }

  void ingresses(RunningIngress... now) {
    ingresses = List.of(now);
  }
}
