// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.websocket.Assembly.Broken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class AssemblyTest {

  private static final long MAX_NANOS = 1_000;

  private final Assembly assembly = new Assembly(10, 4, MAX_NANOS);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  @Test
  public void fragmentsArePutTogetherInOrder() {
    assertNull(assembly.add(bytes("ab"), 0));
    assertNull(assembly.add(bytes(""), 0));
    assertNull(assembly.add(bytes("cde"), 0));
    assertEquals(5, assembly.length());
    assertEquals("abcde", assembly.take());
  }

  @Test
  public void aCharacterMayBeSplit() {
    assertNull(assembly.add(bytes(0xf0, 0x9f), 0));
    assertNull(assembly.add(bytes(0x98), 0));
    assertNull(assembly.add(bytes(0x80), 0));
    assertEquals("😀", assembly.take());
  }

  @Test
  public void halfACharacterIsNoText() {
    assertNull(assembly.add(bytes(0xf0, 0x9f, 0x98), 0));
    assertNull(assembly.take());
  }

  @Test
  public void emptyFragmentsMakeAnEmptyText() {
    assertNull(assembly.add(bytes(""), 0));
    assertNull(assembly.add(bytes(""), 0));
    assertEquals("", assembly.take());
  }

  @Test
  public void exactlyTheLongestTextIsTaken() {
    assertNull(assembly.add(bytes("12345"), 0));
    assertNull(assembly.add(bytes("67890"), 0));
    assertEquals("1234567890", assembly.take());
  }

  @Test
  public void oneByteMoreIsTooMuch() {
    assertNull(assembly.add(bytes("12345"), 0));
    assertEquals(Broken.TOO_LARGE, assembly.add(bytes("678901"), 0));
  }

  @Test
  public void aFirstFragmentCanBeTooMuch() {
    assertEquals(Broken.TOO_LARGE, assembly.add(bytes("12345678901"), 0));
  }

  @Test
  public void exactlyTheMostFragmentsAreTaken() {
    for (int i = 0; i < 4; i++) {
      assertNull(assembly.add(bytes("x"), 0));
    }
    assertEquals("xxxx", assembly.take());
  }

  @Test
  public void oneFragmentMoreIsTooMuchEvenIfItIsEmpty() {
    for (int i = 0; i < 4; i++) {
      assertNull(assembly.add(bytes(""), 0));
    }
    assertEquals(Broken.TOO_MANY_FRAGMENTS, assembly.add(bytes(""), 0));
  }

  @Test
  public void aFragmentThatComesTooLateIsTooSlow() {
    assertNull(assembly.add(bytes("x"), 50));
    assertNull(assembly.add(bytes("x"), 50 + MAX_NANOS));
    assertEquals(Broken.TOO_SLOW, assembly.add(bytes("x"), 51 + MAX_NANOS));
  }

  @Test
  public void aFragmentThatDoesNotComeIsOverdue() {
    assertNull(assembly.add(bytes("x"), 50));
    assertFalse(assembly.isOverdue(50 + MAX_NANOS));
    assertTrue(assembly.isOverdue(51 + MAX_NANOS));
  }

  @Test
  public void withoutAMessageNothingIsOverdue() {
    assertFalse(assembly.isOverdue(Long.MAX_VALUE));
    assertNull(assembly.add(bytes("x"), 50));
    assertEquals("x", assembly.take());
    assertFalse(assembly.isOverdue(Long.MAX_VALUE));
  }

  @Test
  public void eachMessageHasItsOwnBounds() {
    for (int message = 0; message < 10; message++) {
      long now = message * 10L * MAX_NANOS;
      assertNull(assembly.add(bytes("12345"), now));
      assertNull(assembly.add(bytes("67890"), now));
      assertEquals("1234567890", assembly.take());
    }
  }

  @Test
  public void whatIsClearedIsNoPartOfTheNextMessage() {
    assertNull(assembly.add(bytes("12345678"), 0));
    assembly.clear();
    assertEquals(0, assembly.length());
    assertNull(assembly.add(bytes("next"), 10 * MAX_NANOS));
    assertEquals("next", assembly.take());
  }
}
