// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** What is told of the plugins. */
public class PluginReportsTest {

  private static final Instant NOW = Instant.EPOCH;

  private final TestRegistry registry = new TestRegistry();
  private final TestDispatcher dispatcher = new TestDispatcher();
  private final PluginLife life =
      new PluginLife(
          new LifeServices(
              registry.context,
              dispatcher,
              (plugin, cause, batch) -> {
                throw new UnsupportedOperationException();
              },
              fact -> {}));
  private final PluginBundle bundle = TestPlugin.bundle("feed", "chat");
  private Roster roster =
      Roster.empty(TestAuthority.snapshot(1, TestAuthority.granting(id("1.0.0"), "feed")));

  private void fold(Fact fact) {
    roster = roster.fold(fact, NOW);
  }

  private PluginReport report() {
    return PluginReports.of(roster).get(0);
  }

  @Test
  public void aPluginThatIsInstalledOnly() {
    fold(new Fact.BundleRead(bundle));

    assertEquals(
        new PluginReport(
            id("1.0.0"),
            Status.WAITING,
            "its bundle is INSTALLED; start bundle 7",
            "INSTALLED",
            bundle.manifest(),
            ServiceState.READY,
            NOW,
            List.of(
                new IngressReport("feed", false, true, null),
                new IngressReport("chat", false, false, null)),
            0,
            0),
        report());
  }

  @Test
  public void aPluginThatRuns() {
    fold(new Fact.BundleRead(bundle));
    fold(new Fact.BundleMoved(BUNDLE, "ACTIVE", life));
    fold(new Fact.HandlerOffered(BUNDLE, HandlerOffer.of(registry.handler("feed"))));
    PluginEntry entry = roster.entries().values().iterator().next();
    fold(new Fact.PlanApplied(BUNDLE, life.follow(entry.plan())));
    dispatcher.lastLane().queues.get(0).delivered = 5;

    PluginReport report = report();

    assertEquals(Status.PARTIAL, report.status());
    assertEquals("ACTIVE", report.bundleState());
    assertEquals(ServiceState.RUNNING, report.service());
    assertEquals(5, report.handled());
    assertEquals(7, report.failures());
    assertEquals(
        List.of(
            new IngressReport("feed", true, true, dispatcher.lastLane().queues.get(0).report()),
            new IngressReport("chat", false, false, null)),
        report.ingresses());
  }

  @Test
  public void aRejectedPluginHasNoManifest() {
    fold(new Fact.BundleRead(PluginBundle.rejected(id("1.0.0"), "bad")));

    assertEquals(Optional.empty(), report().manifest());
    assertEquals("bad", report().reason());
    assertEquals(List.of(), report().ingresses());
  }

  @Test
  public void thePluginsAreToldByNameAndThenByTheNumberOfTheirBundle() {
    PluginId second = new PluginId("org.example.chat", "2.0.0", "sha256:2", 9);
    PluginId first = new PluginId("org.example.a", "1.0.0", "sha256:a", 10);
    fold(new Fact.BundleRead(TestPlugin.bundle(second)));
    fold(new Fact.BundleRead(bundle));
    fold(new Fact.BundleRead(TestPlugin.bundle(first)));

    assertEquals(
        List.of(first, id("1.0.0"), second),
        PluginReports.of(roster).stream().map(PluginReport::id).toList());
  }
}
