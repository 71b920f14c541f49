// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.roster;

import java.util.List;

/**
 * What the classes of a bundle name that reaches the network without Sluice. It is what a look at
 * the class files tells, and keeps nobody from anything: names that are put together at run time,
 * native code, and classes that other bundles give are not seen.
 *
 * @param findings what is named, by name; at most {@value #MOST_FINDINGS}
 * @param classes how many class files were read
 * @param unread what was not read, and why; empty if all was; at most {@value #MOST_UNREAD} lines
 */
public record Confinement(List<Finding> findings, int classes, List<String> unread) {

  /** The most findings. */
  public static final int MOST_FINDINGS = 64;

  /** The most lines about what was not read. */
  public static final int MOST_UNREAD = 16;

  /** Copies the lists. */
  public Confinement {
    findings = List.copyOf(findings);
    unread = List.copyOf(unread);
  }

  /**
   * Tells whether all that was there was read, and names nothing that reaches the network.
   *
   * @return whether the bundle is confined, as far as its class files tell
   */
  public boolean isConfined() {
    return findings.isEmpty() && unread.isEmpty();
  }

  /**
   * Something that reaches the network.
   *
   * @param what a class or method of the JDK, or the package of a library
   * @param by the class that names it, the first by name
   * @param further how many other classes name it too
   */
  public record Finding(String what, String by, int further) {}
}
