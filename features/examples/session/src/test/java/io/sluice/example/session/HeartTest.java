// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import static org.junit.Assert.assertEquals;

import io.sluice.testkit.ManualClock;
import io.sluice.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class HeartTest {

  private static final Duration INTERVAL = Duration.ofSeconds(40);

  private final ManualClock clock = TestClock.manual();
  private final List<String> done = new ArrayList<>();
  private final Heart heart =
      new Heart(
          (delay, action) -> clock.after(delay, action)::cancel,
          () -> 0.5,
          new Heart.Body() {
            @Override
            public void beat(String connection) {
              done.add("beat " + connection);
            }

            @Override
            public void faint(String connection) {
              done.add("faint " + connection);
            }
          });

  @Test
  public void theFirstBeatComesWithinTheInterval() {
    heart.start("c1", INTERVAL);
    clock.advance(Duration.ofSeconds(19));
    assertEquals(List.of(), done);
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of("beat c1"), done);
  }

  @Test
  public void itBeatsAsLongAsItIsAnswered() {
    heart.start("c1", INTERVAL);
    for (int i = 0; i < 3; i++) {
      clock.advance(INTERVAL);
      heart.answered();
    }
    assertEquals(List.of("beat c1", "beat c1", "beat c1"), done);
  }

  @Test
  public void withoutAnAnswerItFaintsOnce() {
    heart.start("c1", INTERVAL);
    clock.advance(INTERVAL.multipliedBy(5));
    assertEquals(List.of("beat c1", "faint c1"), done);
    assertEquals(0, clock.pending());
  }

  @Test
  public void anotherConnectionTakesOver() {
    heart.start("c1", INTERVAL);
    clock.advance(Duration.ofSeconds(30));
    heart.start("c2", INTERVAL);
    clock.advance(Duration.ofSeconds(30));
    assertEquals(List.of("beat c1", "beat c2"), done);
    assertEquals(1, clock.pending());
  }

  @Test
  public void aStoppedHeartDoesNotBeat() {
    heart.start("c1", INTERVAL);
    heart.stop();
    clock.advance(INTERVAL.multipliedBy(3));
    assertEquals(List.of(), done);
  }
}
