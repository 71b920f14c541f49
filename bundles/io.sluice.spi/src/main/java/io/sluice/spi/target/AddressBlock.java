// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * <p>The notation is canonical: an address in canonical form whose further bits are zero, and the
 * length of the prefix. Two blocks are equal if their notations are.
 */
public final class AddressBlock {

  private final String text;
  private final byte[] address;
  private final int prefix;

  /**
   * Parses the notation.
   *
   * @param text the notation
   * @throws InvalidTargetException if it is none
   */
  public AddressBlock(String text) {
    this.text = requireNonNull(text, "text");
    if (text.indexOf('/') < 0) {
      throw new InvalidTargetException("no prefix length; write 127.0.0.0/8 or fd00::/8");
    }
    this.address = address(text);
    this.prefix = prefix(text);
    if (prefix > Byte.SIZE * address.length) {
      throw new InvalidTargetException("the prefix is longer than the address");
    }
    for (int bit = prefix; bit < Byte.SIZE * address.length; bit++) {
      if ((address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
        throw new InvalidTargetException("the address has bits beyond the prefix");
      }
    }
  }

  /**
   * The block of one address.
   *
   * @param address an address
   * @return the block that holds this address alone
   */
  public static AddressBlock of(InetAddress address) {
    byte[] bytes = unmapped(address);
    String text =
        bytes.length == 4
            ? "%d.%d.%d.%d/32"
                .formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff)
            : CanonicalIpv6.text(bytes) + "/128";
    return new AddressBlock(text);
  }

  /** An address that is mapped into IPv6 stands for the IPv4 address (RFC 4291, 2.5.5.2). */
  static byte[] unmapped(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress()).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
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
   * Decides for one address. One that is mapped into IPv6 counts as the IPv4 address.
   *
   * @param other an address
   * @return whether it is in the block; never for an address of the other IP version
   */
  public boolean contains(InetAddress other) {
    return contains(unmapped(other));
  }

  /** Decides for the bytes of an address that is not mapped. */
  boolean contains(byte[] bytes) {
    if (bytes.length != address.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    if (!Arrays.equals(address, 0, whole, bytes, 0, whole)) {
      return false;
    }
    int rest = prefix % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest);
    return rest == 0 || ((address[whole] ^ bytes[whole]) & mask & 0xff) == 0;
  }

  /**
   * The notation.
   *
   * @return the canonical notation
   */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressBlock that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text;
  }
}
