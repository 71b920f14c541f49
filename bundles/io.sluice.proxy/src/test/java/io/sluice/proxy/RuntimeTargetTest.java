// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public final class RuntimeTargetTest {

  private static String refusal(String runtime, String endpoint, String token) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> RuntimeTarget.of(runtime, endpoint, token));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  public void theEventsOfAWorkerHaveAUrl() {
    RuntimeTarget target = RuntimeTarget.of("r", "wss://runtime.example:9471", "");
    assertEquals(
        "wss://runtime.example:9471/v1/workers/w/events/ws",
        target.events("w", null).uri().toString());
    assertEquals(
        "wss://runtime.example:9471/v1/workers/w/events/ws?cursor=a%26b",
        target.events("w", "a&b").uri().toString());
  }

  @Test
  public void anEndpointIsAUrlOfWebSocketsWithoutAPath() {
    for (String each :
        List.of("https://h", "wss://h/path", "wss://h?query", "h:9471", "", "wss://u:p@h")) {
      String refusal = refusal("r", each, "");
      assertTrue(refusal, refusal.startsWith("endpoint is no "));
    }
  }

  @Test
  public void aNameIsOfCharactersThatAPathCanHold() {
    for (String each : List.of("", "a/b", "a b", "ä", "x".repeat(129))) {
      assertTrue(refusal(each, "wss://h", "").startsWith("runtime_id is missing, or not of"));
    }
  }

  @Test
  public void aTokenThatNoHeaderCanHoldIsRefusedAndNotShown() {
    String refusal = refusal("r", "wss://h", "s3cret\r\nX: y");
    assertEquals("token holds a character that no header may", refusal);
  }

  @Test
  public void aTokenLeavesThisMachineOnlyWithTls() {
    for (String each :
        List.of("ws://runtime.example", "ws://192.0.2.1:9471", "ws://[2001:db8::1]")) {
      assertEquals(
          "endpoint is no wss URL: the token would be read on the way",
          refusal("r", each, "s3cret"));
      assertEquals("r", RuntimeTarget.of("r", each, "").runtime());
    }
    for (String each : List.of("ws://127.0.0.1:9471", "ws://localhost:9471", "ws://[::1]:9471")) {
      assertEquals("s3cret", RuntimeTarget.of("r", each, "s3cret").token());
    }
  }

  @Test
  public void itShowsNothingOfWhereItIs() {
    String shown = RuntimeTarget.of("r", "wss://runtime.example:9471", "s3cret").toString();
    assertEquals("r", shown);
    assertFalse(shown, shown.contains("s3cret"));
  }
}
