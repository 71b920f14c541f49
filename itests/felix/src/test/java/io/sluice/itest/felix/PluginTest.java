// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.testkit.TestPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.Rule;
import org.junit.rules.TestName;
import org.osgi.service.cm.Configuration;

/**
 * A test with a plugin under a name that no other test uses, so that what is recorded about it is
 * of this test alone.
 */
public abstract class PluginTest extends HostTest {

  @Rule public final TestName test = new TestName();

  private final List<TestPeer> unclaimed = new ArrayList<>();

  /** The symbolic name of the test's plugin. */
  protected final String plugin() {
    return "itest." + test.getMethodName();
  }

  /** The obedient plugin under the test's name. */
  protected final Fixture fixture() {
    return Fixture.of("obedient").named(plugin());
  }

  /** Starts the test's plugin with a manifest, and grants it all that it declares. */
  protected final PluginCode start(String manifest) throws Exception {
    grant(Map.of());
    PluginCode code = new PluginCode(host.start(fixture().declaring(manifest)));
    host.awaitKnown(plugin());
    return code;
  }

  /** Starts the test's plugin with a manifest, and a handler for one of its ingresses. */
  protected final PluginCode start(String manifest, Recorder handler, String ingress)
      throws Exception {
    PluginCode code = start(manifest);
    code.offer(handler, ingress);
    return code;
  }

  /** Grants the test's plugin all on the gateway's port, with other values added or in place. */
  protected final Configuration grant(Map<String, ?> others) throws Exception {
    return host.grant(plugin(), values(others));
  }

  /** The values of a grant of all on the gateway's port, with others added or in place. */
  protected final Map<String, Object> values(Map<String, ?> others) {
    Map<String, Object> values = new HashMap<>();
    values.put("host_api.websocket", "ws://127.0.0.1:" + gateway.port());
    values.put("ingress", "*");
    values.put("addresses", "127.0.0.0/8");
    values.put("param.port", String.valueOf(gateway.port()));
    values.putAll(others);
    return values;
  }

  /** Waits until the registry holds a grant of the test's plugin that is as expected. */
  protected final GrantReport awaitGrant(Predicate<GrantReport> expected) {
    return await("grant of " + plugin())
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.service(AuthorityRegistry.class).snapshot().grants().stream()
                    .filter(grant -> grant.plugin().equals(plugin()))
                    .filter(expected)
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  /** Waits for a connection to a path of the gateway that was not returned before. */
  protected final TestPeer awaitPeer(String path) throws Exception {
    while (true) {
      for (TestPeer peer : unclaimed) {
        if (peer.handshake().requestTarget().equals(path)) {
          unclaimed.remove(peer);
          return peer;
        }
      }
      unclaimed.add(gateway.awaitPeer());
    }
  }

  /** How the queue of an ingress of the test's plugin is doing. */
  protected final QueueReport queue(String ingress) {
    return host.plugin(plugin()).ingresses().stream()
        .filter(report -> report.name().equals(ingress))
        .map(IngressReport::queue)
        .findFirst()
        .orElseThrow();
  }

  /** How often a diagnostic with this code was recorded about the test's plugin. */
  protected final long diagnosed(String code) {
    return host.diagnostics(plugin()).stream().filter(each -> each.code().equals(code)).count();
  }

  /** Configures a bundle of the host, and waits until it holds to it. */
  protected final void configure(String pid, Map<String, Long> limits) throws Exception {
    host.configure(pid, limits);
  }

  /** Fails with the whole text if a part is not in it. */
  protected static void assertContains(String part, String text) {
    assertTrue("no \"" + part + "\" in:\n" + text, text.contains(part));
  }
}
