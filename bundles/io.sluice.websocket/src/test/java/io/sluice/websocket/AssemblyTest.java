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
  private static final long BEGAN = 50;

  private final Assembly assembly = new Assembly(10, 4, MAX_NANOS, BEGAN);

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
    assertNull(assembly.add(bytes("ab"), BEGAN));
    assertNull(assembly.add(bytes(""), BEGAN));
    assertNull(assembly.add(bytes("cde"), BEGAN));
    assertEquals(5, assembly.length());
    assertEquals("abcde", assembly.text());
  }

  @Test
  public void aCharacterMayBeSplit() {
    assertNull(assembly.add(bytes(0xf0, 0x9f), BEGAN));
    assertNull(assembly.add(bytes(0x98), BEGAN));
    assertNull(assembly.add(bytes(0x80), BEGAN));
    assertEquals("😀", assembly.text());
  }

  @Test
  public void aFragmentThatIsInNoTextIsRefusedBeforeTheNextOne() {
    assertNull(assembly.add(bytes('a', 0xf4), 0));
    assertEquals(Broken.NO_UTF8, assembly.add(bytes(0x90), 0));
  }

  @Test
  public void halfACharacterIsNoText() {
    assertNull(assembly.add(bytes(0xf0, 0x9f, 0x98), BEGAN));
    assertNull(assembly.text());
  }

  @Test
  public void emptyFragmentsMakeAnEmptyText() {
    assertNull(assembly.add(bytes(""), BEGAN));
    assertNull(assembly.add(bytes(""), BEGAN));
    assertEquals("", assembly.text());
  }

  @Test
  public void exactlyTheLongestTextIsTaken() {
    assertNull(assembly.add(bytes("12345"), BEGAN));
    assertNull(assembly.add(bytes("67890"), BEGAN));
    assertEquals("1234567890", assembly.text());
  }

  @Test
  public void oneByteMoreIsTooMuch() {
    assertNull(assembly.add(bytes("12345"), BEGAN));
    assertEquals(Broken.TOO_LARGE, assembly.add(bytes("678901"), BEGAN));
  }

  @Test
  public void aFirstFragmentCanBeTooMuch() {
    assertEquals(Broken.TOO_LARGE, assembly.add(bytes("12345678901"), BEGAN));
  }

  @Test
  public void exactlyTheMostFragmentsAreTaken() {
    for (int i = 0; i < 4; i++) {
      assertNull(assembly.add(bytes("x"), BEGAN));
    }
    assertEquals("xxxx", assembly.text());
  }

  @Test
  public void oneFragmentMoreIsTooMuchEvenIfItIsEmpty() {
    for (int i = 0; i < 4; i++) {
      assertNull(assembly.add(bytes(""), BEGAN));
    }
    assertEquals(Broken.TOO_MANY_FRAGMENTS, assembly.add(bytes(""), BEGAN));
  }

  @Test
  public void aFragmentThatComesTooLateIsTooSlow() {
    assertNull(assembly.add(bytes("x"), BEGAN));
    assertNull(assembly.add(bytes("x"), BEGAN + MAX_NANOS));
    assertEquals(Broken.TOO_SLOW, assembly.add(bytes("x"), BEGAN + MAX_NANOS + 1));
  }

  @Test
  public void aFragmentThatDoesNotComeIsOverdue() {
    assertNull(assembly.add(bytes("x"), BEGAN));
    assertFalse(assembly.isOverdue(BEGAN + MAX_NANOS));
    assertTrue(assembly.isOverdue(BEGAN + MAX_NANOS + 1));
  }
}
