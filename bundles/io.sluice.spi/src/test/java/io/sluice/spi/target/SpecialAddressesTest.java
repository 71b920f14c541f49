// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.Test;

public class SpecialAddressesTest {

  private static String kindOf(String literal) throws UnknownHostException {
    return SpecialAddresses.kindOf(InetAddress.getByName(literal)).orElse("");
  }

  private static void assertAll(String kind, String... literals) throws UnknownHostException {
    for (String literal : literals) {
      assertEquals(literal, kind, kindOf(literal));
    }
  }

  @Test
  public void loopback() throws UnknownHostException {
    assertAll("loopback", "127.0.0.1", "127.255.255.255", "::1");
  }

  @Test
  public void unspecified() throws UnknownHostException {
    assertAll("unspecified", "0.0.0.0", "0.255.255.255", "::");
  }

  @Test
  public void privateNetworks() throws UnknownHostException {
    assertAll(
        "private",
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255");
    assertAll("unique local", "fc00::1", "fdff:ffff::1");
    assertAll("site-local", "fec0::1");
  }

  @Test
  public void linkLocal() throws UnknownHostException {
    assertAll("link-local", "169.254.0.1", "169.254.255.255", "fe80::1", "febf::1");
  }

  @Test
  public void carrierGradeNat() throws UnknownHostException {
    assertAll("shared by a carrier (CGNAT)", "100.64.0.0", "100.127.255.255");
  }

  @Test
  public void metadataServicesOfClouds() throws UnknownHostException {
    assertAll(
        "a cloud's metadata service",
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254");
  }

  @Test
  public void multicast() throws UnknownHostException {
    assertAll("multicast", "224.0.0.1", "239.255.255.255", "ff02::1");
  }

  @Test
  public void documentation() throws UnknownHostException {
    assertAll(
        "documentation", "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1");
  }

  @Test
  public void reserved() throws UnknownHostException {
    assertAll(
        "reserved",
        "192.0.0.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "100::1",
        "5f00::1");
  }

  @Test
  public void ipv4InIpv6() throws UnknownHostException {
    assertAll("an IPv4 address in IPv6 (compatible)", "::7f00:1", "::8.8.8.8");
    assertAll(
        "an IPv4 address in IPv6 (NAT64)", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1");
    assertAll("an IPv4 address in IPv6 (6to4)", "2002:7f00:1::1");
    assertAll("an IPv4 address in IPv6 (Teredo)", "2001::1", "2001:0:7f00:1::");
  }

  @Test
  public void aMappedAddressIsJudgedAsTheIpv4Address() throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    assertEquals(
        Optional.of("private"),
        SpecialAddresses.kindOf(Inet6Address.getByAddress(null, mapped, -1)));
    mapped[12] = 8;
    assertEquals(
        Optional.empty(), SpecialAddresses.kindOf(Inet6Address.getByAddress(null, mapped, -1)));
  }

  @Test
  public void neighboursOfTheBlocksAreOrdinary() throws UnknownHostException {
    assertAll(
        "",
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.254",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "64:ff9c::1",
        "2001:4860:4860::8888",
        "2003::1",
        "fe00::1");
  }
}
