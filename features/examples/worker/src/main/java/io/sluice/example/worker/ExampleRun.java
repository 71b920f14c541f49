// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.worker;

import io.sluice.api.protocol.RunEnd;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.TextDone;
import io.sluice.api.protocol.ToolCallDone;
import io.sluice.api.protocol.ToolCallStart;
import io.sluice.api.protocol.ToolResult;
import io.sluice.api.protocol.Usage;
import io.sluice.api.protocol.WorkerEvent;
import java.util.ArrayList;
import java.util.List;

/** A run of the example: it asks a tool, and writes what came of it word by word. */
final class ExampleRun {

  private static final String CALL = "call-1";
  private static final String TEXT = "text-1";
  private static final String TOOL = "add";

  private ExampleRun() {}

  /** The events of the run of a number. */
  static List<WorkerEvent> of(long number) {
    String run = "run-" + number;
    String answer = "%d and %d make %d.".formatted(number, number, 2 * number);
    List<WorkerEvent> events = new ArrayList<>();
    events.add(new RunStart(run));
    events.add(new ToolCallStart(run, CALL, TOOL));
    events.add(new ToolCallDone(run, CALL, TOOL, "[%d,%d]".formatted(number, number)));
    events.add(new ToolResult(run, CALL, true, String.valueOf(2 * number)));
    for (String word : answer.split("(?<= )", -1)) {
      events.add(new TextDelta(run, TEXT, word));
    }
    events.add(new TextDone(run, TEXT, answer));
    events.add(new Usage(run, 2, answer.length()));
    events.add(new RunEnd(run, "done"));
    return events;
  }
}
