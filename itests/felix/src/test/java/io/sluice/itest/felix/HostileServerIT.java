// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

/** A server that a plugin may reach wants the host to go elsewhere, or to remember it. */
public class HostileServerIT extends PluginTest {

  private static final String MANIFEST = manifest(ingress("main", sources(source("/main", SOON))));

  private final TestGateway other = TestGateway.start();

  @After
  public void stopTheOther() {
    other.close();
  }

  private void assertNotFollowed(String location) throws Exception {
    gateway.redirect(location);

    start(MANIFEST);

    assertEquals("redirect_refused", host.awaitConnection(plugin(), State.RECONNECT_WAIT).reason());
    assertEquals(0, other.acceptedSockets());
    assertEquals(
        List.of("/main"), gateway.handshakes().stream().map(each -> each.requestTarget()).toList());
  }

  @Test
  public void aRedirectToAnotherServer() throws Exception {
    assertNotFollowed("ws://127.0.0.1:" + other.port() + "/");
  }

  @Test
  public void aRedirectToAnotherPathOfTheSameServer() throws Exception {
    assertNotFollowed("/other");
  }

  @Test
  public void aRedirectToHttp() throws Exception {
    assertNotFollowed("http://127.0.0.1:" + other.port() + "/");
  }

  @Test
  public void aRedirectToTheMetadataOfACloud() throws Exception {
    assertNotFollowed("http://169.254.169.254/latest/meta-data/");
  }

  @Test
  public void aRedirectToTls() throws Exception {
    assertNotFollowed("wss://127.0.0.1:" + other.port() + "/");
  }

  @Test
  public void aRedirectToAFile() throws Exception {
    assertNotFollowed("file:///etc/passwd");
  }

  @Test
  public void aRedirectToUserInformation() throws Exception {
    assertNotFollowed("ws://name:word@127.0.0.1:" + other.port() + "/");
  }

  @Test
  public void aCookieIsToldNeitherToTheServerAgainNorByAnotherPlugin() throws Exception {
    gateway.answer(
        handshake ->
            handshake
                .accept(Optional.empty())
                .replace("\r\n\r\n", "\r\nSet-Cookie: canary=1; Path=/\r\n\r\n"));
    start(MANIFEST);
    awaitPeer("/main").drop();
    awaitPeer("/main");

    String neighbour = plugin() + ".neighbour";
    host.grant(neighbour, values(Map.of()));
    host.start(
        Fixture.of("obedient")
            .named(neighbour)
            .declaring(manifest(ingress("main", sources(source("/neighbour"))))));
    awaitPeer("/neighbour");

    await().atMost(Host.LIMIT).until(() -> gateway.handshakes().size() == 3);
    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.empty()),
        gateway.handshakes().stream().map(each -> each.header("Cookie")).toList());
  }
}
