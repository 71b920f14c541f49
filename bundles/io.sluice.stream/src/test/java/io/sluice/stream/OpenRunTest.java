// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.ThinkingDelta;
import io.sluice.api.protocol.ThinkingStart;
import io.sluice.api.protocol.ToolCallArgsDelta;
import io.sluice.api.protocol.ToolCallDone;
import java.util.List;
import org.junit.Test;

/** What a run has come to, and the bounds of it. */
public final class OpenRunTest {

  private final OpenRun run = new OpenRun(new RunStart("r"));

  @Test
  public void deltasOfOneThingAreOne() {
    run.apply(new ThinkingStart("r", "t"));
    run.apply(new ThinkingDelta("r", "t", "so"));
    run.apply(new TextDelta("r", "t", "Hel"));
    run.apply(new ToolCallArgsDelta("r", "c", "{"));
    run.apply(new ThinkingDelta("r", "t", ", then"));
    run.apply(new TextDelta("r", "t", "lo"));
    run.apply(new ToolCallArgsDelta("r", "c", "}"));

    assertEquals(
        List.of(
            new RunStart("r"),
            new ThinkingStart("r", "t"),
            new ThinkingDelta("r", "t", "so, then"),
            new TextDelta("r", "t", "Hello"),
            new ToolCallArgsDelta("r", "c", "{}")),
        run.events());
  }

  @Test
  public void aCallThatIsToldAgainTakesTheRoomOfOne() {
    String args = "x".repeat(4_000);
    for (int i = 0; i < 10; i++) {
      run.apply(new ToolCallDone("r", "c", "look", args));
    }

    assertFalse(run.isTruncated());
    assertEquals(
        List.of(new RunStart("r"), new ToolCallDone("r", "c", "look", args)), run.events());
  }

  @Test
  public void whatDoesNotFitIsLeftOut() {
    run.apply(new TextDelta("r", "1", "x".repeat(16_000)));
    run.apply(new TextDelta("r", "2", "x".repeat(1_000)));

    assertTrue(run.isTruncated());
    assertEquals(2, run.events().size());
  }
}
