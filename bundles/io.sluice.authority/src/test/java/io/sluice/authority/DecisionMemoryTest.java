// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.target.Access;
import org.junit.Test;

public final class DecisionMemoryTest {

  private static final Decision REFUSED = Decision.refused("denied", "it is denied");

  private final DecisionMemory memory = new DecisionMemory();

  @Test
  public void whatWasNotDecidedIsNotKnown() {
    assertNull(memory.of(Access.parse("wss://example.com/feed")));
  }

  @Test
  public void whatWasDecidedIsKnownForAnotherUrlOfTheSameText() {
    memory.keep(Access.parse("wss://example.com/feed"), REFUSED);

    assertSame(REFUSED, memory.of(Access.parse("wss://example.com/feed")));
  }

  @Test
  public void theQueryDecidesNothing() {
    memory.keep(Access.parse("wss://example.com/feed?token=a"), REFUSED);

    assertSame(REFUSED, memory.of(Access.parse("wss://example.com/feed?token=b")));
  }

  @Test
  public void methodsAreToldApart() {
    memory.keep(Access.parse("GET https://example.com/feed"), REFUSED);

    assertNull(memory.of(Access.parse("POST https://example.com/feed")));
  }

  @Test
  public void ofThousandsOfUrlsNoneIsTakenForAnother() {
    for (int i = 0; i < 5_000; i++) {
      String message = "message " + i;
      Access access = Access.parse("wss://example.com/feed/" + i);
      assertNull(memory.of(access));
      memory.keep(access, Decision.refused("denied", message));
      assertEquals(Decision.refused("denied", message), memory.of(access));
    }
  }
}
