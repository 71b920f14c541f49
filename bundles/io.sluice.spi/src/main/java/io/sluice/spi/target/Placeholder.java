// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Locale;

/** The parts of a URL that a {@code ${parameter}} may stand for, always as a whole. */
enum Placeholder {
  HOST {
    @Override
    void require(String value) {
      HostName.require(value);
    }

    @Override
    String sample(String name) {
      return madeUp(name);
    }
  },
  PORT {
    @Override
    void require(String value) {
      TargetUrl.port(value);
    }

    @Override
    String sample(String name) {
      return String.valueOf(1 + Math.floorMod(name.hashCode(), 65_535));
    }
  },
  SEGMENT {
    @Override
    void require(String value) {
      if (value.isEmpty()) {
        throw new InvalidTargetException("the path segment is empty");
      }
      PathText.requireSegment(value);
    }

    @Override
    String sample(String name) {
      return madeUp(name);
    }
  };

  /** Refuses a value that is not of this part's form. */
  abstract void require(String value);

  /**
   * A value of this part's form, to check what surrounds it. No other name has it, and nobody would
   * write it out.
   */
  abstract String sample(String name);

  private static String madeUp(String name) {
    return "p-" + name.replace('_', '-') + "-" + Integer.toHexString(name.hashCode());
  }

  @Override
  public String toString() {
    return this == SEGMENT ? "path segment" : name().toLowerCase(Locale.ROOT);
  }
}
