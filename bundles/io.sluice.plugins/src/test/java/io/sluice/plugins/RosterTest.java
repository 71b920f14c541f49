// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.sluice.plugins.Fact.AuthorityChanged;
import io.sluice.plugins.Fact.BundleGone;
import io.sluice.plugins.Fact.BundleMoved;
import io.sluice.plugins.Fact.BundleRead;
import io.sluice.plugins.Fact.HandlerOffered;
import io.sluice.plugins.Fact.HandlerWithdrawn;
import io.sluice.plugins.Fact.PlanApplied;
import io.sluice.plugins.Fact.RestartAsked;
import io.sluice.plugins.Fact.RunEnded;
import io.sluice.plugins.Fact.RunFailed;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** What the roster makes of each fact, and that it makes the same of them in every order. */
public class RosterTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final LaneFailure FAILURE = new LaneFailure("handler_failed", "it failed");

  private final TestRegistry registry = new TestRegistry();
  private final PluginLife life = life();
  private final HandlerOffer offer = HandlerOffer.of(registry.handler("feed"));

  private final Fact read = new BundleRead(TestPlugin.bundle("feed"));
  private final Fact started = new BundleMoved(BUNDLE, "ACTIVE", life);
  private final Fact offered = new HandlerOffered(BUNDLE, offer);
  private final Fact granted = granting(1, id("1.0.0"));

  private PluginLife life() {
    return new PluginLife(
        new LifeServices(
            registry.context,
            new TestDispatcher(),
            (plugin, cause, batch) -> {
              throw new UnsupportedOperationException();
            },
            fact -> {}));
  }

  private static Fact granting(long epoch, PluginId plugin) {
    return new AuthorityChanged(
        TestAuthority.snapshot(epoch, TestAuthority.granting(plugin, "feed")));
  }

  private static Roster fold(Iterable<Fact> facts) {
    Roster roster = Roster.empty(TestAuthority.snapshot(0));
    for (Fact fact : facts) {
      roster = roster.fold(fact, NOW);
    }
    return roster;
  }

  private static Roster fold(Fact... facts) {
    return fold(List.of(facts));
  }

  private static PluginEntry entry(Roster roster) {
    PluginEntry entry = roster.entries().get(BUNDLE);
    if (entry == null) {
      throw new AssertionError("no entry in " + roster);
    }
    return entry;
  }

  private static Set<String> published(Roster roster) {
    return entry(roster).plan().published().keySet();
  }

  private static List<List<Fact>> orders(List<Fact> facts) {
    if (facts.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Fact>> all = new ArrayList<>();
    for (Fact first : facts) {
      List<Fact> others = new ArrayList<>(facts);
      others.remove(first);
      for (List<Fact> order : orders(others)) {
        List<Fact> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        all.add(whole);
      }
    }
    return all;
  }

  @Test
  public void whatMakesAPluginRunMayComeInAnyOrder() {
    Roster expected = fold(read, started, offered, granted);

    assertEquals(Set.of("feed"), published(expected));
    assertEquals(24, orders(List.of(read, started, offered, granted)).size());
    for (List<Fact> order : orders(List.of(read, started, offered, granted))) {
      assertEquals(order.toString(), expected, fold(order));
    }
  }

  @Test
  public void aPluginThatLacksOneOfThemDoesNotRun() {
    for (List<Fact> order : orders(List.of(read, started, offered, granted))) {
      Roster roster = fold(order.subList(0, 3));

      PluginEntry entry = roster.entries().get(BUNDLE);
      assertTrue(order.toString(), entry == null || entry.plan().published().isEmpty());
    }
  }

  @Test
  public void whatEndsAPluginMayComeInAnyOrder() {
    List<Fact> ends =
        List.of(
            new HandlerWithdrawn(BUNDLE, offer.serviceId()),
            new BundleMoved(BUNDLE, "RESOLVED", null),
            new AuthorityChanged(TestAuthority.snapshot(2)));
    for (List<Fact> order : orders(ends)) {
      Roster roster = fold(read, started, offered, granted);
      for (Fact end : order) {
        roster = roster.fold(end, NOW);
        assertEquals(Set.of(), published(roster));
      }
      assertEquals(Map.of(), entry(roster).plan().queues());
    }
  }

  @Test
  public void aBundleThatIsGoneLeavesNothing() {
    Roster empty = fold(granted);

    assertEquals(empty, fold(granted, read, started, offered, new BundleGone(BUNDLE)));
    assertEquals(empty, fold(granted, started, offered, new BundleGone(BUNDLE)));
  }

  @Test
  public void whatAStrayHadAndLostIsForgotten() {
    Roster roster =
        fold(
            started,
            offered,
            new HandlerWithdrawn(BUNDLE, offer.serviceId()),
            new BundleMoved(BUNDLE, "RESOLVED", null));

    assertEquals(Map.of(), roster.strays());
  }

  @Test
  public void factsAboutNoPluginAreOfNoConsequence() {
    Roster empty = fold();

    assertEquals(empty, fold(new PlanApplied(BUNDLE, ServiceState.RUNNING)));
    assertEquals(empty, fold(new RunFailed(BUNDLE, life, 1, FAILURE)));
    assertEquals(empty, fold(new RunEnded(BUNDLE, life)));
    assertEquals(empty, fold(new RestartAsked("org.example.chat")));
    assertEquals(empty, fold(new HandlerWithdrawn(BUNDLE, 1)));
    assertEquals(empty, fold(new BundleGone(BUNDLE)));
  }

  @Test
  public void anUpdateWaitsForTheAuthorityOfTheNewRevision() {
    Fact updated = new BundleRead(TestPlugin.bundle(id("2.0.0"), "feed"));

    assertEquals(Set.of(), published(fold(read, started, offered, granted, updated)));
    assertEquals(
        Set.of("feed"),
        published(fold(read, started, offered, granted, updated, granting(2, id("2.0.0")))));
  }

  @Test
  public void theAuthorityOfANewRevisionMayComeFirst() {
    Fact updated = new BundleRead(TestPlugin.bundle(id("2.0.0"), "feed"));

    assertEquals(
        Set.of("feed"),
        published(fold(read, started, offered, granted, granting(2, id("2.0.0")), updated)));
  }

  @Test
  public void anUpdateKeepsLifeAndHandlers() {
    PluginEntry entry =
        entry(fold(read, started, offered, new BundleRead(TestPlugin.bundle(id("2.0.0"), "feed"))));

    assertSame(life, entry.life());
    assertEquals(List.of(offer), entry.offers().all());
  }

  @Test
  public void anOlderSnapshotIsNoNews() {
    Roster roster = fold(read, started, offered, granting(2, id("1.0.0")));

    assertSame(roster, roster.fold(new AuthorityChanged(TestAuthority.snapshot(1)), NOW));
  }

  @Test
  public void aSnapshotThatConcernsNoPluginLeavesTheVerySameEntries() {
    Roster roster = fold(read, started, offered, granting(2, id("1.0.0")));

    assertSame(roster.entries(), roster.fold(granting(3, id("1.0.0")), NOW).entries());
  }

  @Test
  public void aFailureStopsTheRun() {
    Roster roster = fold(read, started, offered, granted, new RunFailed(BUNDLE, life, 1, FAILURE));

    assertEquals(FAILURE, entry(roster).failure());
    assertEquals(Set.of(), published(roster));
  }

  @Test
  public void aRestartBeginsTheNextRunOfThatPluginOnly() {
    Roster roster = fold(read, started, new RestartAsked("org.example.chat"));

    assertEquals(2, entry(roster).run());
    assertEquals(1, entry(fold(read, started, new RestartAsked("org.example.other"))).run());
  }

  @Test
  public void aBundleThatStopsHasNoLife() {
    PluginEntry entry = entry(fold(read, started, new BundleMoved(BUNDLE, "STOPPING", null)));

    assertNull(entry.life());
    assertEquals("STOPPING", entry.bundleState());
  }

  @Test
  public void aFactAboutOnePluginLeavesTheOthersAlone() {
    PluginId other = new PluginId("org.example.other", "1.0.0", "sha256:1", 8);
    Roster before = fold(read, new BundleRead(TestPlugin.bundle(other, "feed")));

    Roster after = before.fold(started, NOW).fold(offered, NOW).fold(new BundleGone(BUNDLE), NOW);

    @Nullable PluginEntry entry = after.entries().get(8L);
    assertSame(before.entries().get(8L), entry);
  }
}
