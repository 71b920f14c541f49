// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public final class SchemeTest {

  @Test
  public void everySchemeIsFoundByItsText() {
    for (Scheme scheme : Scheme.values()) {
      assertEquals(scheme, Scheme.of(scheme.text()));
    }
  }

  @Test
  public void webSocketAndHttpAreTwoCapabilities() {
    assertTrue(Scheme.WS.isWebSocket());
    assertTrue(Scheme.WSS.isWebSocket());
    assertFalse(Scheme.HTTP.isWebSocket());
    assertFalse(Scheme.HTTPS.isWebSocket());
  }
}
