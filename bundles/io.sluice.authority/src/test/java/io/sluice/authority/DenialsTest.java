// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Denial;
import io.sluice.spi.target.Access;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public final class DenialsTest {

  private static final Decision REFUSED = Decision.refused("not_granted", "no");
  private static final Instant EARLY = Instant.ofEpochSecond(1);
  private static final Instant LATE = Instant.ofEpochSecond(2);

  private final Denials denials = new Denials(2);

  private static AccessAttempt dial(String url) {
    return AccessAttempt.of(Chat.ID, AccessAttempt.DIAL, Access.parse(url));
  }

  private List<String> ids() {
    return denials.all().stream().map(Denial::id).toList();
  }

  @Test
  public void theSameDenialIsCountedUnderOneId() {
    denials.add(dial("wss://a.test/?token=1"), REFUSED, EARLY);
    Denial again = denials.add(dial("wss://a.test/?token=2"), REFUSED, LATE);

    assertEquals(new Denial("d-1", EARLY, LATE, 2, dial("wss://a.test/"), REFUSED), again);
    assertEquals(List.of(again), denials.all());
  }

  @Test
  public void anotherReasonIsAnotherDenial() {
    denials.add(dial("wss://a.test/"), REFUSED, EARLY);
    denials.add(dial("wss://a.test/"), Decision.refused("denied", "no"), EARLY);

    assertEquals(List.of("d-1", "d-2"), ids());
  }

  @Test
  public void theOneThatHappenedLongestAgoIsForgotten() {
    denials.add(dial("wss://a.test/"), REFUSED, EARLY);
    denials.add(dial("wss://b.test/"), REFUSED, EARLY);
    denials.add(dial("wss://a.test/"), REFUSED, LATE);
    denials.add(dial("wss://c.test/"), REFUSED, LATE);

    assertEquals(List.of("d-1", "d-3"), ids());
    assertEquals(Optional.empty(), denials.of("d-2"));
  }

  @Test
  public void noQueryIsKept() {
    Denial denial = denials.add(dial("wss://a.test/?token=canary"), REFUSED, EARLY);

    assertEquals(Optional.empty(), denial.attempt().access().url().query());
  }
}
