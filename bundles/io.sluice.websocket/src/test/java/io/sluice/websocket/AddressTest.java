// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.outbound.Route;
import io.sluice.testkit.TestPeer;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** The way to a host: its addresses, and what is said of proxies. */
public class AddressTest {

  @Rule public final DriverRule host = new DriverRule();

  private void changeAddresses(boolean allowed) {
    host.authority.addresses(allowed);
    host.authorityChanged();
  }

  private void assertFailsWith(String code) {
    assertEquals(code, host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitState(State.RECONNECT_WAIT);
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void aRefusedAddressIsNotDialled() {
    host.authority.addresses(false);
    host.connect(host.source().build());

    assertFailsWith("address_refused");
    String url = host.gateway.url("/feed");
    assertEquals(
        List.of("dial " + url + ": granted", "dial " + url + ": address_refused"), host.decisions);
  }

  @Test
  public void aGrantOfTheAddressConnectsAtOnce() throws Exception {
    host.authority.addresses(false);
    host.connect(host.source().build());
    assertFailsWith("address_refused");

    changeAddresses(true);

    host.gateway.awaitPeer();
    host.awaitState(State.CONNECTED);
  }

  @Test
  public void aConnectionTellsItsAddressAndPort() throws Exception {
    host.open();
    host.awaitState(State.CONNECTED);
    assertEquals("127.0.0.1:" + host.gateway.port(), host.report().remoteAddress());
  }

  @Test
  public void anAddressThatIsTakenBackClosesTheConnection() throws Exception {
    TestPeer peer = host.open();

    changeAddresses(false);

    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("address_refused", host.port.awaitFirst(AuthorityRevoked.class).code());
    host.awaitState(State.DENIED);
    host.awaitNoSockets();
  }

  @Test
  public void nothingIsSentAfterTheAddressWasTakenBack() throws Exception {
    TestPeer peer = host.open();
    host.authority.addresses(false);

    assertEquals("not_connected", host.effect(host.send("late")).code());

    host.authorityChanged();
    peer.awaitClose();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void aHostThatIsNotFoundIsNotDialled() {
    host.resolver.failure = "dns_failed";
    host.connect(host.source().build());
    assertFailsWith("dns_failed");
  }

  @Test
  public void aProxyThatIsRefusedIsNoDirectConnection() {
    host.route = new Route.Refused("proxy_refused", "as the test says");
    host.connect(host.source().build());
    assertFailsWith("proxy_refused");
  }
}
