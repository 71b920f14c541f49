// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

import io.sluice.api.request.HostRequest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command in its envelope. The host fills what the plugin leaves out.
 *
 * @param payload what is asked for
 * @param commandId a name for this command, of at most 64 printable ASCII characters; null lets the
 *     host make a unique one
 * @param correlationId what ties commands and results together, of at most 64 printable ASCII
 *     characters; null stands for the id of the event that is being handled, else for the command's
 *     own id
 * @param sourceEventId the event that led to the command; null stands for the event that is being
 *     handled, if there is one
 * @param requestedAt when the plugin wanted it; null stands for now
 */
public record OutputCommand(
    CommandPayload payload,
    @Nullable String commandId,
    @Nullable String correlationId,
    @Nullable String sourceEventId,
    @Nullable Instant requestedAt) {

  /** Refuses a missing payload. */
  public OutputCommand {
    requireNonNull(payload, "payload");
  }

  /**
   * Wraps a payload in an envelope that the host fills.
   *
   * @param payload what is asked for
   * @return the command
   */
  public static OutputCommand of(CommandPayload payload) {
    return new OutputCommand(payload, null, null, null, null);
  }

  /**
   * Sends a text on an open connection.
   *
   * @param connection the connection's id, as events carry it
   * @param text the message
   * @return the command
   * @see SendText
   */
  public static OutputCommand send(String connection, String text) {
    return of(new SendText(connection, text));
  }

  /**
   * Opens one more connection.
   *
   * @param ingress where its events go
   * @param url where to connect to
   * @return the command
   * @see OpenConnection
   */
  public static OutputCommand open(String ingress, String url) {
    return of(new OpenConnection(ingress, url));
  }

  /**
   * Closes an open connection.
   *
   * @param connection the connection's id, as events carry it
   * @param code the status code to send
   * @param reason the reason to send
   * @return the command
   * @see CloseConnection
   */
  public static OutputCommand close(String connection, int code, String reason) {
    return of(new CloseConnection(connection, code, reason));
  }

  /**
   * Tells the operator how the plugin is doing.
   *
   * @param message one line
   * @param status a small JSON object
   * @return the command
   * @see UpdateStatus
   */
  public static OutputCommand status(
      String message, Map<String, ? extends @Nullable Object> status) {
    return of(new UpdateStatus(message, status));
  }

  /**
   * Sends one bounded request.
   *
   * @param request what to send
   * @return the command
   * @see DispatchRequest
   */
  public static OutputCommand dispatch(HostRequest request) {
    return of(new DispatchRequest(request));
  }

  /**
   * Names this command.
   *
   * @param id the name
   * @return a copy with that command id
   */
  public OutputCommand withCommandId(String id) {
    return new OutputCommand(
        payload, requireNonNull(id, "id"), correlationId, sourceEventId, requestedAt);
  }

  /**
   * Ties this command to others.
   *
   * @param id what they have in common
   * @return a copy with that correlation id
   */
  public OutputCommand withCorrelationId(String id) {
    return new OutputCommand(
        payload, commandId, requireNonNull(id, "id"), sourceEventId, requestedAt);
  }
}
