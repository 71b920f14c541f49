// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is added to a grant, in the order in which it is shown.
 *
 * @param targets the targets
 * @param ingresses the ingresses
 * @param addresses the blocks of otherwise refused addresses
 * @param parameters the parameters, with their values
 */
public record GrantAddition(
    Set<Target> targets,
    Set<String> ingresses,
    Set<AddressBlock> addresses,
    Map<String, String> parameters) {

  /** Adds nothing. */
  public static final GrantAddition NOTHING =
      new GrantAddition(Set.of(), Set.of(), Set.of(), Map.of());

  /** Copies the collections. */
  public GrantAddition {
    targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
    ingresses = Collections.unmodifiableSet(new LinkedHashSet<>(ingresses));
    addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Tells whether this changes nothing.
   *
   * @return whether there is nothing in it
   */
  public boolean isEmpty() {
    return equals(NOTHING);
  }

  /**
   * This as a grant's configuration has it.
   *
   * @return lines of the form {@code key = value}, one for each element
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    targets.forEach(target -> lines.add(line(target)));
    ingresses.forEach(name -> lines.add("ingress = " + name));
    addresses.forEach(block -> lines.add("addresses = " + block));
    parameters.forEach((name, value) -> lines.add("param." + name + " = " + value));
    return List.copyOf(lines);
  }

  /**
   * One target as a grant's configuration has it.
   *
   * @param target the target
   * @return its key and its one-line form
   */
  public static String line(Target target) {
    return (target.scheme().isWebSocket() ? "host_api.websocket" : "host_api.request")
        + " = "
        + target;
  }
}
