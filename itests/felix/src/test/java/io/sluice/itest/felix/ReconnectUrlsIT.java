// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static io.sluice.itest.felix.ManifestText.withTargets;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** A server tells the obedient plugin to go on at another URL, as some gateways do. */
public class ReconnectUrlsIT extends PluginTest {

  private static final String TARGET =
      "{'scheme': 'ws', 'host': '%s', 'port': '${port}', 'path_prefixes': [%s]}";

  private TestPeer connect() throws Exception {
    String own = String.join(", ", "'/main'", "'/resume'", "'/declared'");
    host.start(
        fixture()
            .declaring(
                withTargets(
                    TARGET.formatted("127.0.0.1", own)
                        + ", "
                        + TARGET.formatted("10.0.0.1", "'/private'"),
                    ingress("main", sources(source("/main"))))));
    return awaitPeer("/main");
  }

  private Configuration grantMost() throws Exception {
    return grant(
        Map.of(
            "host_api.websocket",
            List.of(
                gateway.url("/main"),
                gateway.url("/resume"),
                "ws://10.0.0.1:" + gateway.port() + "/private"),
            "deny",
            gateway.url("/resume/denied")));
  }

  private Set<String> urls() {
    return host.connections(plugin()).stream()
        .map(ConnectionReport::url)
        .collect(Collectors.toSet());
  }

  private static void assertRefused(String code, TestPeer peer, String url) throws Exception {
    peer.send("open " + url);
    assertEquals("result " + code, peer.awaitText());
  }

  @Test
  public void aPluginGoesOnAtTheUrlThatItsServerNames() throws Exception {
    grantMost();
    TestPeer peer = connect();

    peer.send("open " + gateway.url("/resume?session=7"));

    assertEquals("result ok", peer.awaitText());
    TestPeer resumed = awaitPeer("/resume?session=7");
    resumed.send("echo on the new one");
    assertEquals("on the new one", resumed.awaitText());
    assertEquals(Set.of(gateway.url("/main"), gateway.url("/resume")), urls());
  }

  @Test
  public void whatItsServerClosesIsNotDialledAgain() throws Exception {
    grantMost();
    TestPeer peer = connect();
    peer.send("open " + gateway.url("/resume"));
    assertEquals("result ok", peer.awaitText());

    awaitPeer("/resume").close(1000, "done");

    await("one is left").atMost(Host.LIMIT).until(() -> urls().size() == 1);
    peer.send("kinds");
    assertEquals(
        "websocket_open websocket_text websocket_open websocket_close websocket_reconnect_needed"
            + " websocket_text",
        peer.awaitText());
    assertEquals(2, gateway.acceptedSockets());
  }

  @Test
  public void aUrlThatIsNotAllowedIsNotDialled() throws Exception {
    grantMost();
    TestPeer peer = connect();
    try (TestGateway stranger = TestGateway.start()) {
      assertRefused("not_declared", peer, stranger.url("/resume"));
      assertRefused("not_granted", peer, gateway.url("/declared"));
      assertRefused("denied", peer, gateway.url("/resume/denied"));
      assertRefused("malformed", peer, gateway.url("/resume").replace("ws:", "http:"));
      assertRefused("address_refused", peer, "ws://10.0.0.1:" + gateway.port() + "/private");
      assertEquals(0, stranger.acceptedSockets());
    }
    assertEquals(1, gateway.acceptedSockets());
    assertEquals(Set.of(gateway.url("/main")), urls());
  }

  @Test
  public void aRevokedGrantClosesItForGood() throws Exception {
    Configuration grant = grantMost();
    TestPeer peer = connect();
    peer.send("open " + gateway.url("/resume"));
    TestPeer resumed = awaitPeer("/resume");
    assertEquals("result ok", peer.awaitText());

    host.update(
        grant, plugin(), values(Map.of("host_api.websocket", List.of(gateway.url("/main")))));
    assertEquals(1008, resumed.awaitClose().closeCode());
    await("one is left").atMost(Host.LIMIT).until(() -> urls().size() == 1);
    host.update(grant, plugin(), values(Map.of()));

    peer.send("echo still here");
    assertEquals("still here", peer.awaitText());
    assertEquals(2, gateway.acceptedSockets());
  }
}
