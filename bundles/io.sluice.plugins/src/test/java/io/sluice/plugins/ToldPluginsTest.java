// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

/** What listeners are told again, and what anew. */
public class ToldPluginsTest {

  private static final Instant NOW = Instant.EPOCH;

  private final ToldPlugins told = new ToldPlugins();
  private Map<Long, PluginEntry> entries = new TreeMap<>();

  private static PluginEntry entry(String name, long bundle) {
    PluginId id = new PluginId(name, "1.0.0", "sha256:0", bundle);
    return PluginEntry.of(
        TestPlugin.bundle(id, "feed"), HandlerOffers.NONE, TestAuthority.granting(id, "feed"), NOW);
  }

  private void put(PluginEntry entry) {
    entries = new TreeMap<>(entries);
    entries.put(entry.bundle().id().bundleId(), entry);
  }

  private void remove(long bundle) {
    entries = new TreeMap<>(entries);
    entries.remove(bundle);
  }

  private List<PluginReport> tell() {
    return told.of(entries);
  }

  private List<String> names() {
    return tell().stream().map(report -> report.id().name()).toList();
  }

  @Test
  public void theyAreInTheOrderOfTheirNames() {
    put(entry("b", 1));
    put(entry("a", 2));
    put(entry("b", 3));

    assertEquals(List.of("a", "b", "b"), names());
    assertEquals(1, tell().get(1).id().bundleId());
  }

  @Test
  public void ofWhatIsAsBeforeTheSameIsTold() {
    put(entry("a", 1));
    put(entry("b", 2));
    List<PluginReport> before = tell();
    put(entry("b", 2).moved("RESOLVED", null, NOW));

    List<PluginReport> now = tell();

    assertSame(before.get(0), now.get(0));
    assertNotSame(before.get(1), now.get(1));
    assertEquals("RESOLVED", now.get(1).bundleState());
    assertSame(now, tell());
  }

  @Test
  public void whatIsGoneIsToldNoMore() {
    put(entry("a", 1));
    put(entry("b", 2));
    tell();
    remove(1);

    assertEquals(List.of("b"), names());
  }

  @Test
  public void aBundleThatIsUpdatedToAnotherNameIsToldOnce() {
    put(entry("a", 1));
    put(entry("b", 2));
    tell();
    put(entry("c", 1));

    assertEquals(List.of("b", "c"), names());
  }
}
