// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param text the canonical notation: an address in canonical form whose further bits are zero, and
 *     the length of the prefix
 */
public record AddressBlock(String text) {

  /** Refuses a text that is no block. */
  public AddressBlock {
    requireNonNull(text, "text");
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new InvalidTargetException("no prefix length; write 127.0.0.0/8 or fd00::/8");
    }
    byte[] address = address(text);
    int prefix = prefix(text);
    if (prefix > 8 * address.length) {
      throw new InvalidTargetException("the prefix is longer than the address");
    }
    for (int bit = prefix; bit < 8 * address.length; bit++) {
      if ((address[bit / 8] & 0x80 >> bit % 8) != 0) {
        throw new InvalidTargetException("the address has bits beyond the prefix");
      }
    }
  }

  private static byte[] address(String text) {
    String literal = text.substring(0, text.indexOf('/'));
    if (!isCanonical(literal.contains(":") ? "[" + literal + "]" : literal)) {
      throw new InvalidTargetException(
          "the address is not an IP address in its canonical form; write 127.0.0.0/8 or fd00::/8");
    }
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address is not looked up", e);
    }
  }

  private static boolean isCanonical(String host) {
    try {
      return HostName.isAddress(HostName.require(host));
    } catch (InvalidTargetException e) {
      return false;
    }
  }

  private static int prefix(String text) {
    String digits = text.substring(text.indexOf('/') + 1);
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 3
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && !(digits.length() > 1 && digits.startsWith("0"));
    if (!plain) {
      throw new InvalidTargetException("the prefix length is not a plain number");
    }
    return Integer.parseInt(digits);
  }

  /**
   * Decides for one address.
   *
   * @param address an address
   * @return whether it is in the block; never for an address of the other IP version
   */
  public boolean contains(InetAddress address) {
    byte[] block = address(text);
    byte[] other = address.getAddress();
    if (block.length != other.length) {
      return false;
    }
    int prefix = prefix(text);
    for (int bit = 0; bit < prefix; bit++) {
      if (((block[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
