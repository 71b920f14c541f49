// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

public final class NumberedMapTest {

  private static final NumberedMap<String> EMPTY = NumberedMap.empty();

  private static List<String> values(NumberedMap<String> map) {
    List<String> values = new ArrayList<>();
    map.forEach(values::add);
    return values;
  }

  private static List<String> other(NumberedMap<String> now, NumberedMap<String> before) {
    List<String> values = new ArrayList<>();
    now.forEachOtherThan(before, values::add);
    return values;
  }

  @Test
  public void anEmptyMapHasNothing() {
    assertNull(EMPTY.get(0));
    assertEquals(List.of(), values(EMPTY));
  }

  @Test
  public void whatWasPutIsFound() {
    assertEquals("seven", EMPTY.with(7, "seven").get(7));
  }

  @Test
  public void aKeyThatWasNotPutIsNotFound() {
    assertNull(EMPTY.with(7, "seven").get(6));
  }

  @Test
  public void theSmallestAndTheLargestKeyAreToldApart() {
    NumberedMap<String> map = EMPTY.with(Long.MAX_VALUE, "largest").with(0, "smallest");

    assertEquals("largest", map.get(Long.MAX_VALUE));
    assertEquals("smallest", map.get(0));
  }

  @Test
  public void aNegativeKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> EMPTY.with(-1, "negative"));
  }

  @Test
  public void aMapStaysAsItIsWhenAnotherIsMadeOfIt() {
    NumberedMap<String> before = EMPTY.with(1, "one").with(2, "two");
    NumberedMap<String> unused = before.with(1, "uno").without(2).with(3, "three");

    assertEquals(List.of("one", "two"), values(before));
  }

  @Test
  public void toRemoveWhatIsNotThereMakesNoOther() {
    NumberedMap<String> map = EMPTY.with(1, "one").with(2, "two");

    assertSame(map, map.without(3));
    assertSame(EMPTY, EMPTY.without(3));
  }

  @Test
  public void ofTwoMapsOnlyWhatWasPutBetweenThemIsShown() {
    NumberedMap<String> before = EMPTY;
    for (int i = 0; i < 1_000; i++) {
      before = before.with(i, "value " + i);
    }
    NumberedMap<String> now = before.with(2_000, "new").with(17, "changed").without(3);

    assertEquals(List.of("changed", "new"), other(now, before));
  }

  @Test
  public void anEqualValueThatIsNotTheSameIsShown() {
    NumberedMap<String> before = EMPTY.with(1, "one");
    String equal = String.valueOf(new char[] {'o', 'n', 'e'});

    assertEquals(List.of("one"), other(before.with(1, equal), before));
  }

  /** By a map that is known to be right, over keys that are near each other and far apart. */
  @Test
  public void atRandomItDoesWhatATreeMapDoes() {
    Random random = new Random(20261121);
    TreeMap<Long, String> model = new TreeMap<>();
    NumberedMap<String> map = EMPTY;
    TreeMap<Long, String> modelBefore = model;
    NumberedMap<String> before = map;
    for (int step = 0; step < 20_000; step++) {
      long key = random.nextLong() >>> (1 + random.nextInt(63));
      if (random.nextInt(3) == 0) {
        model.remove(key);
        map = map.without(key);
      } else {
        String value = "step " + step;
        model.put(key, value);
        map = map.with(key, value);
      }
      assertEquals(model.get(key), map.get(key));
      if (step % 100 == 0) {
        assertEquals(List.copyOf(model.values()), values(map));
        assertEquals(others(model, modelBefore), other(map, before));
        assertEquals(others(modelBefore, model), other(before, map));
        modelBefore = new TreeMap<>(model);
        before = map;
      }
    }
  }

  private static List<String> others(Map<Long, String> now, Map<Long, String> before) {
    return now.entrySet().stream()
        .filter(entry -> !Objects.equals(entry.getValue(), before.get(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }
}
