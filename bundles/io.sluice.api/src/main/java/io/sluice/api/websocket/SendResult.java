// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

/** What became of a text that was to be sent. */
public sealed interface SendResult permits SendResult.Sent, Rejected, Failed {

  /** It was handed to the network. */
  record Sent() implements SendResult {}
}
