// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.sluice.testkit.TestPeer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The feature {@code sluice}: what it brings, and what it leaves when it is taken away. */
public class FeatureIT extends KarafTest {

  private static final Set<String> BUNDLES =
      Set.of(
          "io.sluice.api",
          "io.sluice.spi",
          "io.sluice.audit",
          "io.sluice.authority",
          "io.sluice.command",
          "io.sluice.diagnostics",
          "io.sluice.ingress",
          "io.sluice.outbound",
          "io.sluice.plugins",
          "io.sluice.request",
          "io.sluice.shell",
          "io.sluice.websocket");

  @Test
  public void allBundlesAreActive() {
    List<Bundle> bundles = host.bundles();

    assertEquals(
        BUNDLES, bundles.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet()));
    for (Bundle bundle : bundles) {
      assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void karafsOwnJettyServesBesideTheOneThatDials() throws Exception {
    host.startEcho();
    grant();
    awaitEcho();

    URI karaf = URI.create("http://127.0.0.1:" + System.getProperty(KarafOptions.HTTP_PORT));
    HttpURLConnection request = (HttpURLConnection) karaf.toURL().openConnection();
    try {
      assertEquals(HttpURLConnection.HTTP_NOT_FOUND, request.getResponseCode());
    } finally {
      request.disconnect();
    }
    String jetty = host.type("bundle:list -t 0 -s | grep org.eclipse.jetty.util");
    assertTrue(jetty, jetty.contains("9.4."));
    assertTrue(jetty, jetty.contains("12.1."));
  }

  @Test
  public void theListIsJson() throws Exception {
    host.startEcho();

    JsonArray plugins = JsonParser.parseString(host.type("sluice:list --json")).getAsJsonArray();

    assertEquals(1, plugins.size());
    assertEquals(KarafHost.ECHO, plugins.get(0).getAsJsonObject().get("name").getAsString());
    assertEquals("waiting", plugins.get(0).getAsJsonObject().get("status").getAsString());
  }

  @Test
  public void helpIsAnsweredWithHowToTypeTheCommand() {
    Exception refused = assertThrows(Exception.class, () -> host.type("sluice:grant --help"));

    assertEquals(
        "which plugin? sluice:grant PLUGIN [TARGET...] [NAME=VALUE...] [--ingress NAME...]"
            + " [--address CIDR...], or sluice:grant --from-denial ID; sluice:list shows them",
        refused.getMessage());
  }

  @Test
  public void aFeatureThatIsTakenAwayLeavesNoBundleAndNoThread() throws Exception {
    host.startEcho();
    grant();
    TestPeer peer = awaitEcho();

    host.type("feature:uninstall sluice");

    assertEquals(1001, peer.awaitClose().closeCode());
    peer.awaitEnd();
    assertEquals(List.of(), host.bundles());
    await("no thread of the host")
        .atMost(KarafHost.LIMIT)
        .until(() -> KarafHost.threads().isEmpty());

    host.type("feature:install sluice");
    host.type("bundle:start " + KarafHost.ECHO);

    awaitEcho();
    assertEquals(BUNDLES.size(), host.bundles().size());
  }
}
