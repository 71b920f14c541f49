// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import org.osgi.annotation.versioning.ProviderType;

/** What a command asks for. Minor versions add kinds. */
@ProviderType
public sealed interface CommandPayload
    permits CloseConnection,
        CustomCommand,
        DispatchRequest,
        OpenConnection,
        SendText,
        UpdateStatus {

  /**
   * The kind of the command, by which the host finds who carries it out.
   *
   * @return a name of lower-case words, such as {@code websocket_send}
   */
  String kind();
}
