// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.Decision;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.Test;

/** Which IP addresses a plugin may be connected to. */
public final class AddressDecisionTest {

  private static Decision decide(String address, Grant... grants) throws UnknownHostException {
    return AuthorityFold.fold(Chat.declaring("wss://example.com"), List.of(grants), true)
        .decide(InetAddress.getByName(address));
  }

  @Test
  public void anOrdinaryAddressNeedsNoGrant() throws UnknownHostException {
    assertEquals(Decision.GRANTED, decide("8.8.8.8"));
  }

  @Test
  public void aSpecialAddressIsRefusedWithTheLineThatAllowsIt() throws UnknownHostException {
    assertEquals(
        Decision.refused(
            "address_refused",
            "127.0.0.1 is loopback; addresses = 127.0.0.1/32 in a grant of org.example.chat"
                + " allows it"),
        decide("127.0.0.1"));
    assertEquals(
        Decision.refused(
            "address_refused",
            "fd00::1 is unique local; addresses = fd00::1/128 in a grant of org.example.chat"
                + " allows it"),
        decide("fd00::1"));
  }

  @Test
  public void aGrantCanAllowABlockOfThem() throws UnknownHostException {
    Grant grant = Chat.grant("addresses", "127.0.0.0/8,fd00::/8");
    assertEquals(Decision.GRANTED, decide("127.1.2.3", grant));
    assertEquals(Decision.GRANTED, decide("fd12::1", grant));
    assertEquals("address_refused", decide("10.0.0.1", grant).code());
  }

  @Test
  public void theBlocksOfSeveralGrantsAddUp() throws UnknownHostException {
    Grant one = Chat.grantOf("io.sluice.grant~1", "addresses", "127.0.0.0/8");
    Grant other = Chat.grantOf("io.sluice.grant~2", "addresses", "10.0.0.0/8");
    assertEquals(Decision.GRANTED, decide("127.0.0.1", one, other));
    assertEquals(Decision.GRANTED, decide("10.0.0.1", one, other));
  }

  @Test
  public void aGrantForAnotherVersionAllowsNoAddress() throws UnknownHostException {
    Grant grant = Chat.grant("addresses", "127.0.0.0/8", "version", "9.9.9");
    assertEquals("address_refused", decide("127.0.0.1", grant).code());
  }
}
