// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.DispatchRequest;
import io.sluice.api.command.OpenConnection;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import io.sluice.spi.request.RequestRule;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.websocket.WebSocketRule;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a command is well formed, by itself. Objects that a plugin could still change are
 * replaced by copies, so that what was checked is what is carried out.
 */
final class Validator {

  private static final int LONGEST_ID = 64;
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Set<String> OWN_KINDS =
      Set.of(
          SendText.KIND,
          CloseConnection.KIND,
          UpdateStatus.KIND,
          OpenConnection.KIND,
          DispatchRequest.KIND);

  private Validator() {}

  /**
   * Checks a command.
   *
   * @return the payload to carry out
   * @throws MalformedCommandException if the command is malformed
   */
  static CommandPayload validate(@Nullable OutputCommand command) throws MalformedCommandException {
    if (command == null) {
      throw new MalformedCommandException("the command is null");
    }
    requireId("command_id", command.commandId());
    requireId("correlation_id", command.correlationId());
    requireId("source_event_id", command.sourceEventId());
    CommandPayload payload = command.payload();
    if (payload instanceof SendText send) {
      requireId("connection", send.connection());
      require(WebSocketRule.problemOfText(send.text()));
      return send;
    }
    if (payload instanceof CloseConnection close) {
      requireId("connection", close.connection());
      require(WebSocketRule.problemOfClose(close.code(), close.reason()));
      return close;
    }
    if (payload instanceof OpenConnection open) {
      requireId("ingress", open.ingress());
      requireWebSocket(open.url());
      return open;
    }
    if (payload instanceof UpdateStatus update) {
      return new UpdateStatus(update.message(), JsonObjects.copy(update.status()));
    }
    if (payload instanceof DispatchRequest dispatch) {
      require(RequestRule.problem(dispatch.request()));
      return dispatch;
    }
    CustomCommand custom = (CustomCommand) payload;
    requireCustomKind(custom.kind());
    return new CustomCommand(custom.kind(), JsonObjects.copy(custom.payload()));
  }

  private static void requireId(String name, @Nullable String id) throws MalformedCommandException {
    if (id != null && !isId(id)) {
      throw new MalformedCommandException(
          name + " is not 1 to " + LONGEST_ID + " printable ASCII characters");
    }
  }

  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static void requireWebSocket(String url) throws MalformedCommandException {
    try {
      if (!TargetUrl.parse(url).scheme().isWebSocket()) {
        throw new MalformedCommandException("url: a connection goes to ws:// or wss://");
      }
    } catch (InvalidTargetException e) {
      throw new MalformedCommandException("url: " + e.getMessage());
    }
  }

  private static void require(Optional<String> problem) throws MalformedCommandException {
    if (problem.isPresent()) {
      throw new MalformedCommandException(problem.get());
    }
  }

  private static void requireCustomKind(String kind) throws MalformedCommandException {
    if (!KIND.matcher(kind).matches()) {
      throw new MalformedCommandException(
          "the kind is not 1 to 64 of a-z, 0-9 and _, a letter first");
    }
    if (OWN_KINDS.contains(kind)) {
      throw new MalformedCommandException("the kind " + kind + " has a type of its own");
    }
  }
}
