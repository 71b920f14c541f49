// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** Addresses that are not of the public Internet need a word of their own. */
public class AddressesIT extends PluginTest {

  private static final String MANIFEST = manifest(ingress("main", sources(source("/main"))));
  private static final Map<String, ?> NO_ADDRESSES = Map.of("addresses", new String[0]);

  private Configuration startWithoutAddresses() throws Exception {
    Configuration grant = grant(NO_ADDRESSES);
    new PluginCode(host.start(fixture().declaring(MANIFEST)));
    return grant;
  }

  private ConnectionReport awaitState(State state) {
    return await(state.name())
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.connections(plugin()).stream().filter(each -> each.state() == state).toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  @Test
  public void loopbackIsNotDialledWithoutAGrantOfIt() throws Exception {
    startWithoutAddresses();

    awaitState(State.RECONNECT_WAIT);

    assertEquals(1, diagnosed("address_refused"));
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void theDenialSaysWhatToAddAndCanBeTakenAsItIs() throws Exception {
    startWithoutAddresses();
    awaitState(State.RECONNECT_WAIT);

    String denials = host.type("sluice:denials " + plugin());
    assertTrue(denials, denials.contains("address_refused"));
    String id = denials.replaceAll("(?s).*\\b(d-\\d+)\\b.*", "$1");

    host.type("sluice:grant --from-denial " + id);

    gateway.awaitPeer();
    awaitState(State.CONNECTED);
  }

  @Test
  public void aGrantOfTheAddressConnects() throws Exception {
    Configuration grant = startWithoutAddresses();
    awaitState(State.RECONNECT_WAIT);

    host.update(grant, plugin(), values(Map.of("addresses", "127.0.0.1/32")));

    gateway.awaitPeer();
    awaitState(State.CONNECTED);
  }

  @Test
  public void anAddressThatIsTakenBackClosesALiveConnection() throws Exception {
    Configuration grant = grant(Map.of());
    host.start(fixture().declaring(MANIFEST));
    TestPeer peer = gateway.awaitPeer();
    awaitState(State.CONNECTED);

    host.update(grant, plugin(), values(NO_ADDRESSES));

    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("address_refused", awaitState(State.DENIED).reason());
  }
}
