// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.plugin.PluginId;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class DiagnosticsComponentTest {

  private static final PluginId PLUGIN = new PluginId("plugin", "1.0.0", "sha256:0", 1);

  private final DiagnosticsComponent diagnostics = new DiagnosticsComponent();

  private Diagnostic record(Severity severity, String message) {
    diagnostics.record(severity, "connection", "connect_refused", "plugin", "c1", message);
    return diagnostics.entries().get(0).kept().get(0);
  }

  private Effect carryOut(CommandPayload payload) {
    return diagnostics.carryOut(PLUGIN, payload).toCompletableFuture().join();
  }

  @Test
  public void whatIsRecordedCanBeRead() {
    Diagnostic diagnostic = record(Severity.WARNING, "refused");

    assertEquals(
        new Diagnostic(
            diagnostic.time(),
            Severity.WARNING,
            "connection",
            "connect_refused",
            "plugin",
            "c1",
            "refused"),
        diagnostic);
  }

  @Test
  public void anErrorIsRecordedTooThoughItIsLogged() {
    assertEquals(Severity.ERROR, record(Severity.ERROR, "refused").severity());
  }

  @Test
  public void aMessageThatIsTooLongIsCut() {
    assertEquals("x".repeat(255) + "…", record(Severity.WARNING, "x".repeat(999)).message());
  }

  @Test
  public void aMessageCannotForgeALine() {
    assertEquals("one\\ntwo\\u001b[2J", record(Severity.ERROR, "one\ntwo\u001b[2J").message());
  }

  @Test
  public void asManyAreKeptAsTheManualSays() {
    for (int i = 0; i < 300; i++) {
      diagnostics.record(Severity.INFO, "test", "code", "plugin", null, "message");
    }

    assertEquals(256, diagnostics.entries().get(0).kept().size());
    assertEquals(300, diagnostics.entries().get(0).recorded());
  }

  @Test
  public void aPluginsOwnStatusNeedsNoGrant() {
    assertEquals(new Reach.Inside(), diagnostics.reach(PLUGIN, new UpdateStatus("fine", Map.of())));
  }

  @Test
  public void aPluginsOwnStatusIsKept() {
    Effect effect = carryOut(new UpdateStatus("fine", Map.of("queue", 1)));

    assertEquals(Effect.EXECUTED, effect);
    assertEquals(
        Optional.of("fine"), diagnostics.selfReport("plugin").map(report -> report.message()));
    assertTrue(
        diagnostics
            .selfReport("plugin")
            .filter(report -> report.status().equals(Map.of("queue", 1)))
            .isPresent());
  }

  @Test
  public void aPluginsOwnStatusIsCutAndEscaped() {
    carryOut(new UpdateStatus("\n" + "x".repeat(999), Map.of()));

    assertEquals(
        Optional.of("\\n" + "x".repeat(253) + "…"),
        diagnostics.selfReport("plugin").map(report -> report.message()));
  }

  @Test
  public void aPayloadOfAnotherKindIsRejected() {
    Effect effect = carryOut(new SendText("c1", "text"));

    assertEquals(Outcome.REJECTED, effect.outcome());
    assertEquals("malformed", effect.code());
    assertEquals("the payload is not one of diagnostic_status_update", effect.message());
  }
}
