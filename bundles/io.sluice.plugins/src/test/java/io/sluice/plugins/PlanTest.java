// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.PluginId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

/** Which queues are to be open, and what is to be connected. */
public class PlanTest {

  private static final PluginId ID = id("1.0.0");

  private final TestRegistry registry = new TestRegistry();

  private HandlerOffers handlers(String... ingresses) {
    HandlerOffers offers = HandlerOffers.NONE;
    for (String ingress : ingresses) {
      offers = offers.with(HandlerOffer.of(registry.handler(ingress)));
    }
    return offers;
  }

  private static Plan plan(PluginBundle bundle, HandlerOffers offers, TestAuthority authority) {
    return Plan.of(bundle, 3, offers, authority);
  }

  @Test
  public void anIngressWithHandlerAndGrantIsPublished() {
    ServiceReference<IngressHandler> handler = registry.handler("feed");
    HandlerOffers offers = HandlerOffers.NONE.with(HandlerOffer.of(handler));

    Plan plan = plan(TestPlugin.bundle("feed"), offers, TestAuthority.granting(ID, "feed"));

    assertEquals(ID, plan.plugin());
    assertEquals(3, plan.run());
    assertEquals(Set.of("feed"), plan.queues().keySet());
    assertSame(handler, plan.queues().values().iterator().next().handler());
    List<Source> sources = plan.published().getOrDefault("feed", List.of());
    assertEquals(1, sources.size());
    assertEquals("ws://chat.example.com/feed", sources.get(0).url().display());
  }

  @Test
  public void anIngressWithoutHandlerHasNoQueue() {
    Plan plan =
        plan(
            TestPlugin.bundle("feed", "chat"),
            handlers("chat"),
            TestAuthority.granting(ID, "feed", "chat"));

    assertEquals(Set.of("chat"), plan.queues().keySet());
    assertEquals(Set.of("chat"), plan.published().keySet());
  }

  @Test
  public void anIngressWithoutGrantHasAQueueAndIsNotPublished() {
    Plan plan =
        plan(
            TestPlugin.bundle("feed", "chat"),
            handlers("feed", "chat"),
            TestAuthority.granting(ID, "feed"));

    assertEquals(Set.of("feed", "chat"), plan.queues().keySet());
    assertEquals(Set.of("feed"), plan.published().keySet());
  }

  @Test
  public void aHandlerForWhatIsNotDeclaredHasNoQueue() {
    Plan plan =
        plan(TestPlugin.bundle("feed"), handlers("other"), TestAuthority.granting(ID, "other"));

    assertEquals(Map.of(), plan.queues());
  }

  @Test
  public void aParameterWithoutAValueKeepsTheIngressFromBeingPublished() {
    PluginBundle open = TestPlugin.open(ID, "ws://${server}/feed", "feed");

    Plan plan = plan(open, handlers("feed"), TestAuthority.granting(ID, "feed"));

    assertEquals(Set.of("feed"), plan.queues().keySet());
    assertEquals(Map.of(), plan.published());
    assertEquals(
        Optional.of("parameter server: no value"),
        Plan.unresolved(open.manifest().ingresses().get(0), TestAuthority.granting(ID, "feed")));
  }

  @Test
  public void aParameterIsFilledByTheGrant() {
    TestAuthority authority =
        TestAuthority.granting(ID, "feed").with(Map.of("server", "own.example.com"));

    Plan plan =
        plan(TestPlugin.open(ID, "ws://${server}/feed", "feed"), handlers("feed"), authority);

    List<Source> sources = plan.published().getOrDefault("feed", List.of());
    assertEquals("ws://own.example.com/feed", sources.get(0).url().display());
  }
}
