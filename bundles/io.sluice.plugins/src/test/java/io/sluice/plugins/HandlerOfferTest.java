// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.plugin.IngressHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;
import org.osgi.framework.Constants;

/** Which handler of a bundle is for an ingress. */
public class HandlerOfferTest {

  private final TestRegistry registry = new TestRegistry();

  private HandlerOffer offer(Map<String, Object> properties) {
    return HandlerOffer.of(registry.handler(event -> List.of(), properties));
  }

  private HandlerOffer offer(String ingress, int ranking) {
    return offer(Map.of(IngressHandler.INGRESS, ingress, Constants.SERVICE_RANKING, ranking));
  }

  private static HandlerOffers offers(HandlerOffer... all) {
    HandlerOffers offers = HandlerOffers.NONE;
    for (HandlerOffer each : all) {
      offers = offers.with(each);
    }
    return offers;
  }

  private Set<String> names(Object property) {
    return offer(Map.of(IngressHandler.INGRESS, property)).ingresses();
  }

  @Test
  public void theNameOfAnIngressMayBeAString() {
    assertEquals(Set.of("feed"), names("feed"));
  }

  @Test
  public void theNamesOfIngressesMayBeAnArray() {
    assertEquals(Set.of("feed", "chat"), names(new String[] {"feed", "chat", "feed"}));
  }

  @Test
  public void theNamesOfIngressesMayBeACollection() {
    assertEquals(Set.of("feed", "chat"), names(List.of("feed", "chat")));
  }

  @Test
  public void aNameThatIsMissingAmongOthersIsPassedOver() {
    assertEquals(Set.of("feed"), names(new String[] {"feed", null}));
    assertEquals(Set.of("feed"), names(Arrays.asList("feed", null)));
  }

  @Test
  public void aHandlerWithoutNamesIsForNoIngress() {
    assertEquals(Set.of(), offer(Map.of()).ingresses());
  }

  @Test
  public void aRankingThatIsNoIntegerCountsAsNone() {
    assertEquals(0, offer(Map.of(Constants.SERVICE_RANKING, "5")).ranking());
    assertEquals(0, offer(Map.of(Constants.SERVICE_RANKING, 5L)).ranking());
    assertEquals(5, offer(Map.of(Constants.SERVICE_RANKING, 5)).ranking());
  }

  @Test
  public void theHandlerOfTheHigherRankingIsPreferred() {
    HandlerOffer low = offer("feed", -1);
    HandlerOffer high = offer("feed", 1);

    assertEquals(Optional.of(high), offers(low, high).preferredFor("feed"));
    assertEquals(Optional.of(high), offers(high, low).preferredFor("feed"));
  }

  @Test
  public void ofEqualRankingsTheOlderHandlerIsPreferred() {
    HandlerOffer older = offer("feed", 0);
    HandlerOffer younger = offer("feed", 0);

    assertEquals(Optional.of(older), offers(older, younger).preferredFor("feed"));
    assertEquals(Optional.of(older), offers(younger, older).preferredFor("feed"));
  }

  @Test
  public void aPreferredHandlerForAnotherIngressIsPassedOver() {
    HandlerOffer feed = offer("feed", 0);

    assertEquals(Optional.of(feed), offers(offer("chat", 9), feed).preferredFor("feed"));
    assertEquals(Optional.empty(), offers(feed).preferredFor("chat"));
  }

  @Test
  public void newPropertiesTakeThePlaceOfTheOld() {
    HandlerOffer before = offer("feed", 0);
    HandlerOffer after =
        new HandlerOffer(before.reference(), before.serviceId(), 0, Set.of("chat"));

    assertEquals(List.of(after), offers(before, after).all());
  }

  @Test
  public void withoutThePreferredHandlerTheNextOneIs() {
    HandlerOffer first = offer("feed", 1);
    HandlerOffer second = offer("feed", 0);

    HandlerOffers left = offers(first, second).without(first.serviceId());

    assertEquals(Optional.of(second), left.preferredFor("feed"));
    assertFalse(left.isEmpty());
    assertTrue(left.without(second.serviceId()).isEmpty());
  }
}
