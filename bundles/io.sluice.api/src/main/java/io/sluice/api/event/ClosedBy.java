// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

/** Who closed a connection. */
public enum ClosedBy {
  /** The server sent a close frame. */
  PEER,
  /** The plugin asked for it. */
  PLUGIN,
  /** The host did: a limit, a missing sign of life, the operator, or the end of the plugin. */
  HOST,
  /** Nobody did: the connection broke off. */
  NETWORK
}
