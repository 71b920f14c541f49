// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;

public final class DialDecisionTest {

  @Rule public final DriverRule driver = new DriverRule();

  @Test
  public void aDialIsRecordedOnce() throws Exception {
    driver.open();

    assertEquals(List.of("dial " + driver.gateway.url("/feed") + ": granted"), driver.decisions);
  }
}
