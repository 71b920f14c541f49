// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.DiagnosticLog.Entry;
import io.sluice.spi.diagnostic.DiagnosticLog.SelfReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class JournalTest {

  private final Journal journal = new Journal(3);

  private void add(String plugin, String code) {
    journal.add(
        new Diagnostic(Instant.EPOCH, Severity.WARNING, "test", code, plugin, null, "message"));
  }

  private List<String> plugins() {
    return journal.entries().stream().map(Entry::plugin).toList();
  }

  private static SelfReport report(String message) {
    return new SelfReport(Instant.EPOCH, message, Map.of());
  }

  @Test
  public void onlyTheLastDiagnosticsAreKeptAndAllAreCounted() {
    for (int i = 0; i < 10; i++) {
      add("plugin", "code" + i);
    }

    Entry entry = journal.entries().get(0);
    assertEquals(
        List.of("code7", "code8", "code9"), entry.kept().stream().map(Diagnostic::code).toList());
    assertEquals(10, entry.recorded());
  }

  @Test
  public void aPluginThatFloodsDoesNotDisplaceWhatIsKnownOfAnother() {
    add("quiet", "code");
    for (int i = 0; i < 10_000; i++) {
      add("loud", "code" + i);
    }

    assertEquals(1, journal.entries().get(1).kept().size());
  }

  @Test
  public void pluginsComeByNameAndTheHostFirst() {
    for (String plugin : List.of("delta", "alpha", "", "charlie", "bravo")) {
      add(plugin, "code");
    }

    assertEquals(List.of("", "alpha", "bravo", "charlie", "delta"), plugins());
  }

  @Test
  public void thePluginThatWasQuietForLongestGivesWayToANewOne() {
    for (int i = 0; i < 1_024; i++) {
      add("plugin" + i, "code");
    }
    add("plugin0", "code");

    add("new", "code");

    assertEquals(1_024, plugins().size());
    assertTrue(plugins().contains("plugin0"));
    assertFalse(plugins().contains("plugin1"));
  }

  @Test
  public void whatWasReadDoesNotChange() {
    add("plugin", "code");
    List<Entry> before = journal.entries();
    List<Entry> copy = new ArrayList<>(before);

    add("plugin", "code");
    add("other", "code");

    assertEquals(copy, before);
    assertEquals(1, before.get(0).kept().size());
  }

  @Test
  public void theLastSelfReportTakesThePlaceOfTheOneBefore() {
    journal.add("plugin", report("before"));
    journal.add("plugin", report("after"));

    assertEquals(Optional.of(report("after")), journal.selfReport("plugin"));
  }

  @Test
  public void aPluginThatSaidNothingHasNoSelfReport() {
    add("plugin", "code");

    assertEquals(Optional.empty(), journal.selfReport("plugin"));
    assertEquals(Optional.empty(), journal.selfReport("unknown"));
  }
}
