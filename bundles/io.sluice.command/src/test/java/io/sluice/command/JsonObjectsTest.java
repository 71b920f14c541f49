// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static java.util.Objects.requireNonNull;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public final class JsonObjectsTest {

  private static final String TOO_LONG = "the object is longer than 4096 characters of JSON";
  private static final String TOO_DEEP = "the object is deeper than 8 levels";
  private static final String BAD_NUMBER = "the object holds a number that JSON has no form for";

  private static void assertRefused(String message, Map<?, ?> object) {
    MalformedCommandException refusal =
        assertThrows(MalformedCommandException.class, () -> JsonObjects.copy(object));
    assertEquals(message, refusal.getMessage());
  }

  private static void assertTaken(Map<?, ?> object) throws MalformedCommandException {
    assertEquals(object, JsonObjects.copy(object));
  }

  private static Map<String, Object> nestedObjects(int levels) {
    Map<String, Object> object = Map.of();
    for (int i = 1; i < levels; i++) {
      object = Map.of("k", object);
    }
    return object;
  }

  private static Map<String, Object> nestedArrays(int levels) {
    List<Object> array = List.of();
    for (int i = 2; i < levels; i++) {
      array = List.of(array);
    }
    return Map.of("k", array);
  }

  @Test
  public void everyKindOfValueIsTaken() throws MalformedCommandException {
    Map<String, Object> object = new HashMap<>();
    object.put("null", null);
    object.put("boolean", true);
    object.put("text", "text");
    object.put("numbers", List.of((byte) 1, (short) 2, 3, 4L, 5.5f, 6.5));
    object.put("big", List.of(BigInteger.TEN, new BigDecimal("1.5")));
    object.put("array", Arrays.asList(null, List.of(), Map.of()));

    assertTaken(object);
  }

  @Test
  public void aKeyThatIsNoStringIsRefused() {
    assertRefused("a key of the object is not a string", Map.of(1, "one"));
  }

  @Test
  public void aKeyThatIsNullIsRefused() {
    assertRefused("a key of the object is not a string", Collections.singletonMap(null, "one"));
  }

  @Test
  public void aValueWithoutAFormInJsonIsRefused() {
    assertRefused(
        "the object holds a java.util.Optional, which JSON has no form for",
        Map.of("key", Optional.empty()));
  }

  @Test
  public void aNumberThatIsNotFiniteIsRefused() {
    for (Number number :
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN)) {
      assertRefused(BAD_NUMBER, Map.of("key", number));
    }
  }

  @Test
  public void aNumberThatCanStillChangeIsRefused() {
    assertRefused(BAD_NUMBER, Map.of("key", new AtomicLong(1)));
  }

  @Test
  public void anEndlessNumberIsRefused() {
    assertRefused(BAD_NUMBER, Map.of("key", BigInteger.ONE.shiftLeft(256)));
    assertRefused(BAD_NUMBER, Map.of("key", new BigDecimal(BigInteger.ONE.shiftLeft(256), 3)));
  }

  @Test
  public void theLongestNumberIsTaken() throws MalformedCommandException {
    assertTaken(Map.of("key", BigInteger.ONE.shiftLeft(255)));
  }

  @Test
  public void anObjectThatIsTooDeepIsRefused() {
    assertRefused(TOO_DEEP, nestedObjects(9));
  }

  @Test
  public void anArrayThatIsTooDeepIsRefused() {
    assertRefused(TOO_DEEP, nestedArrays(9));
  }

  @Test
  public void theDeepestObjectIsTaken() throws MalformedCommandException {
    assertTaken(nestedObjects(8));
    assertTaken(nestedArrays(8));
  }

  @Test
  public void anObjectThatHoldsItselfIsRefused() {
    Map<String, Object> object = new HashMap<>();
    object.put("self", object);

    assertRefused(TOO_DEEP, object);
  }

  @Test
  public void aTextThatIsTooLongIsRefused() {
    assertRefused(TOO_LONG, Map.of("key", "x".repeat(4_096)));
  }

  @Test
  public void aKeyThatIsTooLongIsRefused() {
    assertRefused(TOO_LONG, Map.of("x".repeat(4_096), true));
  }

  @Test
  public void aTextOfAlmostTheWholeLengthIsTaken() throws MalformedCommandException {
    assertTaken(Map.of("key", "x".repeat(4_096 - 9)));
    assertRefused(TOO_LONG, Map.of("key", "x".repeat(4_096 - 8)));
  }

  @Test
  public void tooManyEmptyArraysAreRefused() {
    assertRefused(TOO_LONG, Map.of("key", Collections.nCopies(2_000, List.of())));
  }

  @Test
  public void anArrayWithoutEndIsRefused() {
    assertRefused(TOO_LONG, Map.of("key", Collections.nCopies(Integer.MAX_VALUE, true)));
  }

  @Test
  public void aPluginThatChangesItsMapChangesNothing() throws MalformedCommandException {
    List<Object> array = new ArrayList<>(List.of(1));
    Map<String, Object> object = new HashMap<>(Map.of("array", array));

    Map<String, ?> copy = JsonObjects.copy(object);
    array.add(2);
    object.put("more", true);

    assertEquals(Map.of("array", List.of(1)), copy);
  }

  @Test
  public void aTransportCannotChangeTheCopy() throws MalformedCommandException {
    Map<String, ?> copy = JsonObjects.copy(Map.of("array", List.of(1)));
    List<?> array = (List<?>) requireNonNull(copy.get("array"));

    assertThrows(UnsupportedOperationException.class, copy::clear);
    assertThrows(UnsupportedOperationException.class, array::clear);
  }
}
