// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;

/**
 * What would allow something that is not allowed: all of it is needed.
 *
 * @param manifest the lines that the plugin's author would add to its manifest, each with the path
 *     of its list before it
 * @param grant what would be added to a grant
 * @param byHand what an operator would have to do beside that, one step each
 */
public record Remedy(List<String> manifest, GrantAddition grant, List<String> byHand) {

  /** Nothing needs to be done. */
  public static final Remedy NONE = new Remedy(List.of(), GrantAddition.NOTHING, List.of());

  /** Copies the lists. */
  public Remedy {
    manifest = List.copyOf(manifest);
    byHand = List.copyOf(byHand);
  }
}
