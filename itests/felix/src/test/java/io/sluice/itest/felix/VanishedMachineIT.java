// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.sourceAt;
import static io.sluice.itest.felix.ManifestText.sources;
import static io.sluice.itest.felix.ManifestText.target;
import static io.sluice.itest.felix.ManifestText.withTargets;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A machine in a network of its own, from which no packet comes any more. */
@RunWith(NetworkRunner.class)
public class VanishedMachineIT extends PluginTest {

  private final Recorder recorder = new Recorder();

  private PluginCode startAt(FarMachine machine) throws Exception {
    grant(
        Map.of(
            "host_api.websocket",
            "ws://" + machine.address() + ":" + machine.port(),
            "param.port",
            String.valueOf(machine.port()),
            "addresses",
            machine.address() + "/32"));
    String source = sourceAt(machine.address(), "/tap", VanishedPeerIT.WATCHFUL, SOON);
    PluginCode code =
        new PluginCode(
            host.start(
                fixture()
                    .declaring(
                        withTargets(target(machine.address()), ingress("tap", sources(source))))));
    code.offer(recorder, "tap");
    return code;
  }

  private void requireEcho(PluginCode code, WebSocketOpened opened, String text) throws Exception {
    code.submit(OutputCommand.send(opened.connection(), text));
    await(text).atMost(Host.LIMIT).until(() -> recorder.texts().contains(text));
  }

  private WebSocketOpened awaitOpened(int number) {
    return await("opened " + number + " times")
        .atMost(Host.LIMIT)
        .until(() -> recorder.all(WebSocketOpened.class), all -> all.size() == number)
        .get(number - 1);
  }

  private List<String> failures() {
    return recorder.all(WebSocketFailed.class).stream().map(WebSocketFailed::failure).toList();
  }

  @Test
  public void aMachineVanishesAndComesBack() throws Exception {
    configure("io.sluice.websocket", Map.of("connect_timeout_ms", 300L));
    try (FarMachine machine = FarMachine.start()) {
      PluginCode code = startAt(machine);
      requireEcho(code, awaitOpened(1), "before");

      machine.vanish();

      await("it is found out, and dialled in vain")
          .atMost(Host.LIMIT)
          .until(() -> failures().contains("connect_timeout"));
      assertEquals("pong_timeout", failures().get(0));

      machine.comeBack();

      requireEcho(code, awaitOpened(2), "after");
    }
  }
}
