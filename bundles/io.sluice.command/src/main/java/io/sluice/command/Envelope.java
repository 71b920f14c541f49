// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.command.Effect;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.PlainText;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that was looked at, with everything filled in that the plugin left out.
 *
 * @param commandId its id
 * @param correlationId what ties it to others
 * @param sourceEventId the event that led to it, or null
 * @param kind its kind
 * @param payload what to carry out, or null if it is malformed
 * @param problem what is malformed, empty if nothing is
 */
record Envelope(
    String commandId,
    String correlationId,
    @Nullable String sourceEventId,
    String kind,
    @Nullable CommandPayload payload,
    String problem) {

  private static final int LONGEST_TEXT = 64;

  static Envelope of(
      @Nullable OutputCommand command, @Nullable IngressEvent cause, Supplier<String> ids) {
    try {
      CommandPayload payload = Validator.validate(command);
      return of(command, payload, "", cause, ids);
    } catch (MalformedCommandException e) {
      return of(command, null, String.valueOf(e.getMessage()), cause, ids);
    } catch (RuntimeException e) {
      // The plugin's own maps and lists are asked, and may answer with anything, a secret included.
      String problem = "the payload could not be read: " + e.getClass().getName();
      return of(command, null, problem, cause, ids);
    }
  }

  private static Envelope of(
      @Nullable OutputCommand command,
      @Nullable CommandPayload payload,
      String problem,
      @Nullable IngressEvent cause,
      Supplier<String> ids) {
    String commandId = given(command == null ? null : command.commandId(), ids);
    String eventId = cause == null ? null : cause.id();
    String ownEventId = command == null ? null : command.sourceEventId();
    return new Envelope(
        commandId,
        given(
            command == null ? null : command.correlationId(),
            () -> eventId == null ? commandId : eventId),
        ownEventId == null ? eventId : PlainText.of(ownEventId, LONGEST_TEXT),
        command == null ? "" : PlainText.of(command.payload().kind(), LONGEST_TEXT),
        payload,
        problem);
  }

  private static String given(@Nullable String text, Supplier<String> otherwise) {
    return text == null ? otherwise.get() : PlainText.of(text, LONGEST_TEXT);
  }

  boolean isMalformed() {
    return payload == null;
  }

  CommandResult result(Effect effect, Instant now) {
    return new CommandResult(
        commandId,
        correlationId,
        sourceEventId,
        kind,
        effect.outcome(),
        effect.code(),
        PlainText.of(effect.message(), Diagnostic.MAX_MESSAGE),
        effect.answer(),
        effect.connection(),
        now);
  }
}
