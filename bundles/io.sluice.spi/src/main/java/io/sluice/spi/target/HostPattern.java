// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

/**
 * Which hosts a target covers: one name, every name below one ({@code *.example.com}), or all
 * ({@code *}).
 *
 * @param text the pattern as it is written
 */
public record HostPattern(String text) {

  private static final String ANY = "*";
  private static final String BELOW = "*.";

  /** Refuses a text that is no pattern. */
  public HostPattern {
    requireNonNull(text, "text");
    if (!text.equals(ANY)) {
      requirePattern(text);
    }
  }

  private static void requirePattern(String text) {
    String name = text.startsWith(BELOW) ? text.substring(BELOW.length()) : text;
    if (name.contains("*")) {
      throw new InvalidTargetException(
          "the host has a * that does not stand for whole labels in front; write *.example.com");
    }
    HostName.require(name);
    if (name.length() == text.length()) {
      return;
    }
    if (HostName.isAddress(name)) {
      throw new InvalidTargetException("there is nothing below an IP address");
    }
    if (!name.contains(".")) {
      throw new InvalidTargetException("the host would cover a whole top-level domain");
    }
  }

  /**
   * Tells whether this covers more than one host, below a name.
   *
   * @return whether this is {@code *.name}
   */
  public boolean isWide() {
    return text.startsWith(BELOW);
  }

  /**
   * Tells whether this covers every host.
   *
   * @return whether this is {@code *}
   */
  public boolean isBroad() {
    return text.equals(ANY);
  }

  /**
   * Decides for one host.
   *
   * @param host a host as {@link TargetUrl#host()} gives it
   * @return whether this covers it; a name is not below itself
   */
  public boolean covers(String host) {
    if (isBroad()) {
      return true;
    }
    return isWide() ? host.length() > text.length() - 1 && endsBelow(host) : host.equals(text);
  }

  private boolean endsBelow(String host) {
    // The pattern without its asterisk begins with the dot that must stand before the name.
    return host.regionMatches(host.length() - text.length() + 1, text, 1, text.length() - 1);
  }

  /**
   * Decides for all hosts of another pattern.
   *
   * @param other another pattern
   * @return whether this covers every host that the other covers
   */
  public boolean covers(HostPattern other) {
    if (isBroad() || equals(other)) {
      return true;
    }
    return isWide() && !other.isBroad() && covers(other.name());
  }

  /**
   * Tells whether two patterns have a host in common.
   *
   * @param other another pattern
   * @return whether some host is covered by both
   */
  public boolean overlaps(HostPattern other) {
    return covers(other) || other.covers(this);
  }

  private String name() {
    return isWide() ? text.substring(BELOW.length()) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
