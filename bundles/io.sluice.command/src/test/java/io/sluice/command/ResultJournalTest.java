// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.spi.command.CommandJournal.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ResultJournalTest {

  private final ResultJournal journal = new ResultJournal(3);

  private static CommandResult result(int number, Outcome outcome) {
    return new CommandResult(
        "cmd-" + number,
        "cmd-" + number,
        null,
        "websocket_send",
        outcome,
        "ok",
        "",
        Instant.ofEpochMilli(number));
  }

  @Test
  public void nothingIsKnownBeforeTheFirstResult() {
    assertEquals(List.of(), journal.entries());
  }

  @Test
  public void onlyTheLastResultsAreKept() {
    for (int i = 0; i < 10; i++) {
      journal.add("plugin", result(i, Outcome.EXECUTED));
    }

    assertEquals(
        List.of("cmd-7", "cmd-8", "cmd-9"),
        journal.entries().get(0).last().stream().map(CommandResult::commandId).toList());
  }

  @Test
  public void allResultsAreCounted() {
    for (int i = 0; i < 10; i++) {
      journal.add("plugin", result(i, i % 2 == 0 ? Outcome.EXECUTED : Outcome.FAILED));
    }

    assertEquals(
        Map.of(Outcome.EXECUTED, 5L, Outcome.FAILED, 5L), journal.entries().get(0).counts());
  }

  @Test
  public void pluginsComeByName() {
    for (String plugin : List.of("delta", "alpha", "charlie", "bravo", "echo")) {
      journal.add(plugin, result(1, Outcome.EXECUTED));
    }

    assertEquals(
        List.of("alpha", "bravo", "charlie", "delta", "echo"),
        journal.entries().stream().map(Entry::plugin).toList());
  }

  @Test
  public void thePluginThatWasQuietForLongestGivesWayToANewOne() {
    for (int i = 0; i < 1_024; i++) {
      journal.add("plugin" + i, result(i, Outcome.EXECUTED));
    }
    journal.add("plugin0", result(2_000, Outcome.EXECUTED));

    journal.add("new", result(2_001, Outcome.EXECUTED));

    List<String> plugins = journal.entries().stream().map(Entry::plugin).toList();
    assertEquals(1_024, plugins.size());
    assertFalse(plugins.contains("plugin1"));
  }
}
