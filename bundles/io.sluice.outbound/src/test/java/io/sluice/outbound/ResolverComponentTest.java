// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.Test;

/** The look-ups as a service. */
public final class ResolverComponentTest {

  private static long timeout(int configured) {
    ResolverComponent component = new ResolverComponent(configuration(configured));
    try {
      return component.limits().get(0).value();
    } finally {
      component.stop();
    }
  }

  private static OutboundConfiguration configuration(int timeout) {
    return (OutboundConfiguration)
        Proxy.newProxyInstance(
            OutboundConfiguration.class.getClassLoader(),
            new Class<?>[] {OutboundConfiguration.class},
            (self, method, arguments) -> timeout);
  }

  @Test
  public void theLimitIsTold() {
    ResolverComponent component = new ResolverComponent(configuration(5_000));
    assertEquals(
        List.of(
            new Limit(
                "io.sluice.outbound", "dns_timeout_ms", 5_000, "ms for the look-up of a name")),
        component.limits());
    component.stop();
  }

  @Test
  public void aTimeoutOutsideOfItsBoundsIsTheNearestWithin() {
    assertEquals(1, timeout(0));
    assertEquals(60_000, timeout(60_001));
  }

  @Test
  public void aLiteralAddressOfThisMachineIsJudged() {
    ResolverComponent component = new ResolverComponent(configuration(5_000));
    assertEquals(
        "address_refused: 127.0.0.1 is loopback",
        Outcome.refusal(component.resolve("127.0.0.1", new StrictJudge())));
    component.stop();
  }
}
