// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.Locale;

/**
 * What the grants say of a plugin as a whole.
 *
 * @param kind in one word
 * @param message why, and what to do about it; empty if it is granted
 */
public record Standing(Kind kind, String message) {

  /** What the grants say of a plugin, in one word. */
  public enum Kind {
    /** At least one grant is for this plugin. */
    GRANTED,
    /** No grant is for it. */
    NOT_GRANTED,
    /** Another installed bundle has its name, and no grant names its version. */
    AMBIGUOUS,
    /** Grants are for its name, but for another version. */
    VERSION_MISMATCH,
    /** Grants are for its name, but for other contents. */
    DIGEST_MISMATCH,
    /** A parameter of its manifest has no value, a bad one, or two. */
    PARAMETER,
    /** A grant has it report only. */
    REPORT_ONLY,
    /** The bundle is no plugin. */
    NOT_A_PLUGIN;

    /**
     * The stable code of decisions that rest on it.
     *
     * @return the constant's name in lower case
     */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
