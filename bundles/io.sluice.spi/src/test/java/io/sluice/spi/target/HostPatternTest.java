// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public final class HostPatternTest {

  private static final HostPattern ANY = new HostPattern("*");
  private static final HostPattern BELOW = new HostPattern("*.example.com");
  private static final HostPattern NAME = new HostPattern("a.example.com");

  @Test
  public void onlyTheAsteriskAloneIsBroad() {
    assertTrue(ANY.isBroad());
    assertFalse(BELOW.isBroad());
    assertFalse(NAME.isBroad());
  }

  @Test
  public void onlyTheAsteriskInFrontOfANameIsWide() {
    assertFalse(ANY.isWide());
    assertTrue(BELOW.isWide());
    assertFalse(NAME.isWide());
  }

  @Test
  public void aNameIsNotBelowItself() {
    assertTrue(BELOW.covers("a.example.com"));
    assertFalse(BELOW.covers("example.com"));
    assertFalse(BELOW.covers(".example.com"));
  }

  @Test
  public void aLongerNameWithTheSameEndIsNotBelowIt() {
    assertFalse(BELOW.covers("myexample.com"));
  }

  @Test
  public void aShorterNameIsNotBelowIt() {
    assertFalse(BELOW.covers("com"));
  }

  @Test
  public void patternsOfWhichOneCoversTheOtherOverlap() {
    assertTrue(BELOW.overlaps(NAME));
    assertTrue(NAME.overlaps(BELOW));
    assertTrue(ANY.overlaps(BELOW));
    assertTrue(BELOW.overlaps(ANY));
  }

  @Test
  public void aPatternOverlapsItself() {
    assertTrue(NAME.overlaps(NAME));
    assertTrue(BELOW.overlaps(new HostPattern("*.example.com")));
  }

  @Test
  public void patternsOfOtherNamesDoNotOverlap() {
    assertFalse(BELOW.overlaps(new HostPattern("example.com")));
    assertFalse(BELOW.overlaps(new HostPattern("*.example.org")));
    assertFalse(NAME.overlaps(new HostPattern("b.example.com")));
  }

  @Test
  public void aPatternIsWrittenAsItIsRead() {
    assertEquals("*.example.com", BELOW.toString());
  }
}
