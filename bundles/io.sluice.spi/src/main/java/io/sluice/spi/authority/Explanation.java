// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;

/**
 * Why something is allowed, or not.
 *
 * @param access what is asked about, without the query of its URL
 * @param decision what comes of it: of the rules that do not hold, the first
 * @param rules the rules in the order in which they are applied, also those behind the first that
 *     does not hold
 * @param declared the declared targets that cover it
 * @param granted the granted targets that cover it, each after the PID of its grant and a colon
 * @param denied the denied targets that cover it, in the same form
 * @param remedy what would allow it
 */
public record Explanation(
    String access,
    Decision decision,
    List<Rule> rules,
    List<String> declared,
    List<String> granted,
    List<String> denied,
    Remedy remedy) {

  /** Copies the lists. */
  public Explanation {
    rules = List.copyOf(rules);
    declared = List.copyOf(declared);
    granted = List.copyOf(granted);
    denied = List.copyOf(denied);
  }

  /**
   * One rule.
   *
   * @param name what the rule asks
   * @param decision what it says
   */
  public record Rule(String name, Decision decision) {}
}
