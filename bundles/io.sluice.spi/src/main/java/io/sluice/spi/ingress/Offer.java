// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

/** What became of an event that was offered to a port. */
public enum Offer {
  /** The port has taken it: it is delivered, or counted as dropped by the queue's policy. */
  ACCEPTED,
  /** There is no room. The event is still the source's own. */
  FULL,
  /** There is nobody to deliver to, and never will be through this port. */
  CLOSED
}
