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
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Two installed bundles of one symbolic name. */
public class AmbiguityIT extends PluginTest {

  private static final String ONE = manifest(ingress("main", sources(source("/one", SOON))));
  private static final String TWO = manifest(ingress("main", sources(source("/two", SOON))));

  private Bundle startOne() throws Exception {
    return host.start(fixture().version("1.0.0").declaring(ONE));
  }

  private Bundle startTwo() throws Exception {
    return host.start(fixture().version("2.0.0").declaring(TWO));
  }

  /** Waits until both plugins have a status, and returns why, that of version 1.0.0 first. */
  private List<String> awaitStatuses(Status one, Status two) {
    await(one + " and " + two)
        .atMost(Host.LIMIT)
        .until(
            () -> host.plugins().stream().map(PluginReport::status).toList(),
            List.of(one, two)::equals);
    return host.plugins().stream().map(PluginReport::reason).toList();
  }

  @Test
  public void neitherOfTwoBundlesOfOneNameRuns() throws Exception {
    grant(Map.of());
    host.install(fixture().version("2.0.0").declaring(TWO));
    host.awaitStatus(plugin(), Status.WAITING);
    Bundle one = startOne();

    assertEquals(
        List.of(
            "another installed bundle is named "
                + plugin()
                + "; uninstall one, or put version = 2.0.0 into a grant",
            "another installed bundle is named "
                + plugin()
                + "; uninstall one, or put version = 1.0.0 into a grant"),
        awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS));
    assertEquals(Bundle.ACTIVE, one.getState());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aSecondBundleStopsTheFirst() throws Exception {
    grant(Map.of());
    startOne();
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(plugin(), State.CONNECTED);

    host.install(fixture().version("2.0.0").declaring(TWO));

    assertEquals(1008, peer.awaitClose().closeCode());
    awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS);
    host.awaitNoConnection(plugin());
  }

  @Test
  public void aSecondBundleWithABadManifestStopsTheFirstToo() throws Exception {
    grant(Map.of());
    startOne();
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(plugin(), State.CONNECTED);

    host.install(fixture().version("2.0.0").declaring("{}"));

    assertEquals(1008, peer.awaitClose().closeCode());
    awaitStatuses(Status.AMBIGUOUS, Status.REJECTED);
  }

  @Test
  public void aPinOfTheVersionResolvesIt() throws Exception {
    startOne();
    startTwo();
    awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS);

    grant(Map.of("version", "2.0.0"));

    assertEquals("/two", gateway.awaitPeer().handshake().requestTarget());
    awaitStatuses(Status.AMBIGUOUS, Status.RUNNING);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aPinOfTheDigestResolvesIt() throws Exception {
    startOne();
    startTwo();
    awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS);

    grant(Map.of("digest", host.plugins().get(0).id().digest()));

    assertEquals("/one", gateway.awaitPeer().handshake().requestTarget());
    awaitStatuses(Status.RUNNING, Status.AMBIGUOUS);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aPinForEachHasBothRun() throws Exception {
    startOne();
    startTwo();

    grant(Map.of("version", "1.0.0"));
    grant(Map.of("version", "2.0.0"));

    awaitPeer("/one");
    awaitPeer("/two");
    awaitStatuses(Status.RUNNING, Status.RUNNING);
  }

  @Test
  public void aPlainGrantBesideAPinIsForNeither() throws Exception {
    startOne();
    startTwo();
    awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS);
    grant(Map.of());
    grant(
        Map.of(
            "version", "2.0.0", "host_api.websocket", "ws://127.0.0.1:" + gateway.port() + "/no"));

    awaitStatuses(Status.AMBIGUOUS, Status.PARTIAL);

    assertEquals("not_granted", host.awaitConnection(plugin(), State.DENIED).reason());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void anUninstalledBundleResolvesIt() throws Exception {
    grant(Map.of());
    startOne();
    gateway.awaitPeer();
    Bundle two = startTwo();
    awaitStatuses(Status.AMBIGUOUS, Status.AMBIGUOUS);
    host.awaitNoConnection(plugin());

    two.uninstall();

    host.awaitStatus(plugin(), Status.RUNNING);
    host.awaitConnection(plugin(), State.CONNECTED);
    assertEquals(2, gateway.acceptedSockets());
  }
}
