// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hosts that a URL may name: DNS names in ASCII, and IP addresses in their one canonical form.
 *
 * <p>Resolvers read many texts as addresses that do not look like one ({@code 2130706433}, {@code
 * 0x7f.1}, {@code 127.1}). A name whose last label is a number in any of their notations is
 * therefore an address, and refused unless it is a plain dotted quad.
 */
final class HostName {

  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  private HostName() {}

  /** Checks a host that stands alone, in lower case, an IPv6 address in brackets. */
  static String require(String host) {
    if (host.isEmpty()) {
      throw new InvalidTargetException("no host");
    }
    if (!host.chars().allMatch(c -> c <= 0x7f)) {
      throw new InvalidTargetException("the host is not ASCII; write an IDN in its xn-- form");
    }
    if (host.startsWith("[")) {
      return requireIpv6(host);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    requireName(lower);
    if (!host.equals(lower)) {
      throw new InvalidTargetException("the host is not in lower case; write " + lower);
    }
    return host;
  }

  /** Tells an IP address from a name; of hosts that are accepted here only. */
  static boolean isAddress(String host) {
    return host.startsWith("[") || isNumber(host.substring(host.lastIndexOf('.') + 1));
  }

  private static void requireName(String host) {
    if (host.length() > MAX_LENGTH) {
      throw new InvalidTargetException("the host is longer than " + MAX_LENGTH + " characters");
    }
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      requireLabel(label);
    }
    String last = labels[labels.length - 1];
    if (isNumber(last)) {
      requireDottedQuad(labels);
    } else if (labels.length > 1 && isDigit(last.charAt(0))) {
      // java.net.URI reads no host in such a text.
      throw new InvalidTargetException("the host's last label begins with a digit");
    }
  }

  private static void requireLabel(String label) {
    if (label.isEmpty()) {
      throw new InvalidTargetException("the host has an empty label");
    }
    if (label.length() > MAX_LABEL_LENGTH) {
      throw new InvalidTargetException(
          "the host has a label longer than " + MAX_LABEL_LENGTH + " characters");
    }
    if (label.startsWith("-") || label.endsWith("-")) {
      throw new InvalidTargetException("the host has a label that begins or ends with a hyphen");
    }
    for (int i = 0; i < label.length(); i++) {
      requireHostCharacter(label.charAt(i));
    }
  }

  private static void requireHostCharacter(char c) {
    if (!((c >= 'a' && c <= 'z') || isDigit(c) || c == '-')) {
      throw new InvalidTargetException(
          "the host has a character other than a-z, 0-9, hyphen and dot");
    }
  }

  private static boolean isNumber(String label) {
    if (label.startsWith("0x")) {
      return label.chars().skip(2).allMatch(HexFormat::isHexDigit);
    }
    return label.chars().allMatch(HostName::isDigit);
  }

  private static void requireDottedQuad(String[] labels) {
    boolean canonical = labels.length == 4;
    for (String label : labels) {
      canonical &= isOctet(label);
    }
    if (!canonical) {
      throw new InvalidTargetException(
          "the host is a number but not an IPv4 address in dotted decimal form");
    }
  }

  private static boolean isOctet(String label) {
    return label.length() <= 3
        && label.chars().allMatch(HostName::isDigit)
        && !(label.length() > 1 && label.startsWith("0"))
        && Integer.parseInt(label) <= 255;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String requireIpv6(String host) {
    if (!host.endsWith("]") || !isIpv6Literal(host.substring(1, host.length() - 1))) {
      throw new InvalidTargetException("the host is not an IPv6 address in brackets");
    }
    String canonical = "[" + canonicalIpv6(host.substring(1, host.length() - 1)) + "]";
    if (!canonical.equals(host)) {
      throw new InvalidTargetException(
          "the IPv6 address is not in canonical form (RFC 5952); write " + canonical);
    }
    return host;
  }

  /** What passes here is parsed by {@link InetAddress#getByName}, and never looked up. */
  private static boolean isIpv6Literal(String text) {
    return text.contains(":")
        && !text.startsWith(".")
        && text.chars().allMatch(HostName::isIpv6Character);
  }

  private static boolean isIpv6Character(int c) {
    return HexFormat.isHexDigit(c) || c == ':' || c == '.';
  }

  private static String canonicalIpv6(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      if (!(address instanceof Inet6Address)) {
        throw new InvalidTargetException(
            "the host is an IPv4 address in IPv6 form; write it in dotted decimal form");
      }
      return CanonicalIpv6.text(address.getAddress());
    } catch (UnknownHostException e) {
      throw new InvalidTargetException("the host is not an IPv6 address in brackets");
    }
  }
}
