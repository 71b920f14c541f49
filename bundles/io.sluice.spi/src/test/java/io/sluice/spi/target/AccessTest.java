// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public final class AccessTest {

  private static void assertNarrowest(String target, String access) {
    Access parsed = Access.parse(access);
    assertEquals(target, parsed.narrowestTarget().toString());
    assertTrue(access, parsed.isCoveredBy(parsed.narrowestTarget()));
  }

  @Test
  public void itIsShownWithoutItsQuery() {
    assertEquals("wss://a.test/x", Access.parse("wss://a.test/x?token=canary").toString());
    assertEquals("GET https://a.test/x", Access.parse("GET https://a.test/x?k=canary").toString());
  }

  @Test
  public void aMethodForAWebSocketIsRefused() {
    assertThrows(InvalidTargetException.class, () -> Access.parse("GET wss://a.test/"));
  }

  @Test
  public void aMethodThatIsNoneIsRefused() {
    for (String method : List.of("get", "TRACE", "")) {
      assertThrows(
          method, InvalidTargetException.class, () -> Access.parse(method + " https://a.test/"));
    }
  }

  @Test
  public void theNarrowestTargetCoversItAndNamesItsPath() {
    assertNarrowest("wss://a.test", "wss://a.test/?token=canary");
    assertNarrowest("wss://a.test:8443/feed/x", "wss://a.test:8443/feed/x");
    assertNarrowest("wss://a.test/feed", "wss://a.test/feed/");
    assertNarrowest("POST https://a.test/v1", "POST https://a.test/v1");
    assertNarrowest("ws://[::1]/feed", "ws://[::1]/feed");
  }

  @Test
  public void theNarrowestTargetEndsBeforeAComma() {
    assertNarrowest("wss://a.test/feed", "wss://a.test/feed/a,b/c");
  }
}
