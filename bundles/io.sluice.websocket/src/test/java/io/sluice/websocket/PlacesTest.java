// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class PlacesTest {

  @Test
  public void aPluginHasSoManyPlacesAndNoMore() {
    Places places = new Places(100);
    assertTrue(places.take(1, 2));
    assertTrue(places.take(1, 2));
    assertFalse(places.isLeft(1, 2));
    assertFalse(places.take(1, 2));
  }

  @Test
  public void anotherPluginHasItsOwn() {
    Places places = new Places(100);
    assertTrue(places.take(1, 1));
    assertTrue(places.isLeft(2, 1));
    assertTrue(places.take(2, 1));
  }

  @Test
  public void allTogetherHaveSoMany() {
    Places places = new Places(2);
    assertTrue(places.take(1, 10));
    assertTrue(places.take(2, 10));
    assertFalse(places.isLeft(3, 10));
    assertFalse(places.take(3, 10));
  }

  @Test
  public void aPlaceThatIsGivenBackIsLeft() {
    Places places = new Places(1);
    assertTrue(places.take(1, 1));
    places.release(1);
    assertTrue(places.isLeft(1, 1));
    assertTrue(places.take(2, 1));
  }

  @Test
  public void whatWasRefusedTakesNoPlace() {
    Places places = new Places(2);
    assertFalse(places.take(1, 0));
    assertTrue(places.take(1, 2));
    assertTrue(places.take(1, 2));
  }

  @Test
  public void aHigherLimitOpensMorePlacesAndALowerOneTakesNoneAway() {
    Places places = new Places(100);
    assertTrue(places.take(1, 1));
    assertTrue(places.take(1, 2));
    assertFalse(places.take(1, 1));
    places.release(1);
    assertFalse(places.isLeft(1, 1));
    places.release(1);
    assertTrue(places.isLeft(1, 1));
  }

  @Test
  public void manyThreadsTakeNoMoreThanThereAre() throws InterruptedException {
    Places places = new Places(50);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      long plugin = i % 4;
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 1_000; n++) {
                  if (places.take(plugin, 20)) {
                    taken.incrementAndGet();
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(50, taken.get());
  }
}
