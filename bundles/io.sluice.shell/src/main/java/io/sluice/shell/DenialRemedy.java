// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Denial;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.target.AddressBlock;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a denial needs by now, as far as a grant can give it.
 *
 * @param addition what is added to the grant
 * @param byHand what is to be done beside that
 */
record DenialRemedy(GrantAddition addition, List<String> byHand) {

  /**
   * Works it out.
   *
   * @param denial the denial
   * @param explanation what the rules say of it now
   * @param authority what the plugin may do now
   * @throws SluiceException if a grant cannot help, or is not needed any more
   */
  static DenialRemedy of(Denial denial, Explanation explanation, PluginAuthority authority) {
    AccessAttempt attempt = denial.attempt();
    List<String> manifest = explanation.remedy().manifest();
    if (!manifest.isEmpty()) {
      throw new SluiceException(
          "a grant cannot help with %s, since the plugin does not declare %s; its author would add %s"
              .formatted(denial.id(), attempt.access(), String.join(", ", manifest)));
    }
    List<String> byHand = explanation.remedy().byHand();
    GrantAddition addition = addition(attempt, explanation.remedy().grant(), authority);
    if (addition.isEmpty()) {
      throw new SluiceException(
          byHand.isEmpty()
              ? denial.id() + " needs nothing any more: it is allowed by now"
              : "another line in a grant cannot help with %s; %s"
                  .formatted(denial.id(), String.join("; ", byHand)));
    }
    return new DenialRemedy(addition, byHand);
  }

  /** Of what the URL needs that which this attempt needs: its own ingress, its own address. */
  private static GrantAddition addition(
      AccessAttempt attempt, GrantAddition whole, PluginAuthority authority) {
    Set<String> ingresses = new LinkedHashSet<>(whole.ingresses());
    ingresses.retainAll(Set.of(attempt.ingress()));
    Set<AddressBlock> addresses = new LinkedHashSet<>(whole.addresses());
    InetAddress address = attempt.address();
    if (address != null && !authority.decide(address).allowed()) {
      addresses.add(AddressBlock.of(address));
    }
    return new GrantAddition(whole.targets(), ingresses, addresses, Map.of());
  }
}
