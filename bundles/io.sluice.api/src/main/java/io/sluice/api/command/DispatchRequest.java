// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

import io.sluice.api.request.HostRequest;

/**
 * Sends one bounded request. It is executed when the whole answer is there, whatever its status,
 * and the result {@linkplain CommandResult#answer() holds the answer}.
 *
 * @param request what to send, with the bounds and rules that {@link
 *     io.sluice.api.request.RequestHost} has
 */
public record DispatchRequest(HostRequest request) implements CommandPayload {

  /** The kind of the command. */
  public static final String KIND = "host_request_dispatch";

  /** Refuses a missing request. */
  public DispatchRequest {
    requireNonNull(request, "request");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
