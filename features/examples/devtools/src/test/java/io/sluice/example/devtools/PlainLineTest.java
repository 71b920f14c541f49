// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class PlainLineTest {

  @Test
  public void aPlainTextStaysAsItIs() {
    assertEquals("größer 😀", PlainLine.of("größer 😀", 100));
  }

  @Test
  public void controlCharactersAreEscaped() {
    assertEquals("a\\u001b[31mred\\u0007", PlainLine.of("a\u001b[31mred\u0007", 100));
    assertEquals("a\\nb\\u000dc\\u0009d", PlainLine.of("a\nb\rc\td", 100));
  }

  @Test
  public void charactersThatHideOrTurnTextAreEscaped() {
    assertEquals("a\\u202eb\\u200bc\\u2028d", PlainLine.of("a\u202eb\u200bc\u2028d", 100));
  }

  @Test
  public void halfACharacterIsEscaped() {
    assertEquals("a\\ud83d", PlainLine.of("a\ud83d", 100));
  }

  @Test
  public void aTextOfJustTheLengthIsNotCut() {
    assertEquals("12345", PlainLine.of("12345", 5));
  }

  @Test
  public void aLongerTextIsCutAndMarked() {
    assertEquals("12345…", PlainLine.of("123456", 5));
  }

  @Test
  public void nothingIsCutInTwo() {
    assertEquals("1234…", PlainLine.of("1234😀", 5));
    assertEquals("123…", PlainLine.of("123\u001b", 5));
  }
}
