// SPDX-License-Identifier: Apache-2.0
package io.sluice.fuzz;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.HostPattern;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.nio.charset.StandardCharsets;

/** Targets in one line, patterns of hosts and blocks of addresses. */
public final class TargetFuzz {

  private TargetFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    target(text);
    host(text);
    block(text);
  }

  private static void target(String text) {
    try {
      Target target = Target.parse(text);
      assertEquals(target, Target.parse(target.toString()));
      assertTrue(target.covers(target));
      assertTrue(target.overlaps(target));
    } catch (InvalidTargetException declared) {
      // It is refused.
    }
  }

  private static void host(String text) {
    try {
      HostPattern pattern = new HostPattern(text);
      assertEquals(pattern, new HostPattern(pattern.toString()));
      assertTrue(pattern.covers(pattern));
    } catch (InvalidTargetException declared) {
      // It is refused.
    }
  }

  private static void block(String text) {
    try {
      AddressBlock block = new AddressBlock(text);
      assertEquals(block, new AddressBlock(block.text()));
    } catch (InvalidTargetException declared) {
      // It is refused.
    }
  }
}
