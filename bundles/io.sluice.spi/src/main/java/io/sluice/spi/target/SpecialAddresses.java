// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The IP addresses that are not of the public Internet, or that lead back to this machine or its
 * surroundings in some way. They are reached only where an operator says so.
 *
 * <p>The blocks are those of the IANA registries of special-purpose addresses (RFC 6890) and of
 * multicast, with the IPv6 blocks whose addresses carry an IPv4 address, and the addresses at which
 * clouds serve the credentials of a machine.
 */
public final class SpecialAddresses {

  /** The first block that holds an address names it, so that the narrower ones come first. */
  private static final List<Kind> KINDS =
      List.of(
          kind("unspecified", "0.0.0.0/8", "::/128"),
          kind("loopback", "127.0.0.0/8", "::1/128"),
          kind(
              "a cloud's metadata service",
              "169.254.169.254/32",
              "169.254.170.2/32",
              "168.63.129.16/32",
              "100.100.100.200/32",
              "192.0.0.192/32",
              "fd00:ec2::254/128"),
          kind("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
          kind("shared by a carrier (CGNAT)", "100.64.0.0/10"),
          kind("link-local", "169.254.0.0/16", "fe80::/10"),
          kind("unique local", "fc00::/7"),
          kind("site-local", "fec0::/10"),
          kind("multicast", "224.0.0.0/4", "ff00::/8"),
          kind("documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
          kind("documentation", "2001:db8::/32", "3fff::/20"),
          kind("reserved", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4"),
          kind("reserved", "100::/64", "5f00::/16"),
          kind("an IPv4 address in IPv6 (compatible)", "::/96"),
          kind("an IPv4 address in IPv6 (NAT64)", "64:ff9b::/96", "64:ff9b:1::/48"),
          kind("an IPv4 address in IPv6 (6to4)", "2002::/16"),
          kind("an IPv4 address in IPv6 (Teredo)", "2001::/32"));

  private SpecialAddresses() {}

  private record Kind(String name, List<AddressBlock> blocks) {

    boolean contains(byte[] bytes) {
      return blocks.stream().anyMatch(block -> block.contains(bytes));
    }
  }

  private static Kind kind(String name, String... blocks) {
    return new Kind(name, List.of(blocks).stream().map(AddressBlock::new).toList());
  }

  /**
   * Tells what is special about an address. One that is mapped into IPv6 is judged as the IPv4
   * address that it stands for (RFC 4291, section 2.5.5.2).
   *
   * @param address an address
   * @return what it is, in words such as {@code loopback}; empty if it is an ordinary address
   */
  public static Optional<String> kindOf(InetAddress address) {
    byte[] bytes = AddressBlock.unmapped(address);
    return KINDS.stream().filter(kind -> kind.contains(bytes)).map(Kind::name).findFirst();
  }
}
