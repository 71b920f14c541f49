// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.Test;

public final class AddressBlockTest {

  private static boolean contains(String block, String address) throws UnknownHostException {
    return new AddressBlock(block).contains(InetAddress.getByName(address));
  }

  @Test
  public void theFirstAndTheLastAddressAreInTheBlock() throws Exception {
    assertTrue(contains("127.0.0.0/8", "127.0.0.0"));
    assertTrue(contains("127.0.0.0/8", "127.255.255.255"));
    assertTrue(contains("fd00::/8", "fd00::"));
    assertTrue(contains("fd00::/8", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
  }

  @Test
  public void theNeighboursAreOutsideTheBlock() throws Exception {
    assertFalse(contains("127.0.0.0/8", "126.255.255.255"));
    assertFalse(contains("127.0.0.0/8", "128.0.0.0"));
    assertFalse(contains("fd00::/8", "fcff::"));
    assertFalse(contains("fd00::/8", "fe00::"));
  }

  @Test
  public void aPrefixMayEndWithinAByte() throws Exception {
    assertTrue(contains("100.64.0.0/10", "100.127.255.254"));
    assertFalse(contains("100.64.0.0/10", "100.63.255.254"));
    assertFalse(contains("100.64.0.0/10", "100.128.0.1"));
    assertTrue(contains("fe80::/10", "febf::1"));
    assertFalse(contains("fe80::/10", "fec0::1"));
  }

  @Test
  public void aWholePrefixIsOneAddress() throws Exception {
    assertTrue(contains("169.254.169.254/32", "169.254.169.254"));
    assertFalse(contains("169.254.169.254/32", "169.254.169.255"));
    assertTrue(contains("::1/128", "::1"));
    assertFalse(contains("::1/128", "::"));
  }

  @Test
  public void anEmptyPrefixIsEveryAddressOfItsVersion() throws Exception {
    assertTrue(contains("0.0.0.0/0", "255.255.255.255"));
    assertTrue(contains("::/0", "2001:4860:4860::8888"));
    assertFalse(contains("::/0", "127.0.0.1"));
    assertFalse(contains("0.0.0.0/0", "::1"));
  }

  @Test
  public void aBlockIsWrittenAsItIsRead() {
    assertEquals("64:ff9b::/96", new AddressBlock("64:ff9b::/96").toString());
  }
}
