// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.gateway;

/**
 * What the gateway has seen.
 *
 * @param identified clients that identified themselves
 * @param dispatched messages that were sent
 * @param acknowledged messages that were acknowledged
 * @param heartbeats heartbeats that were answered
 * @param lastEnd how the last session ended
 */
record Tally(long identified, long dispatched, long acknowledged, long heartbeats, String lastEnd) {

  static final Tally NOTHING = new Tally(0, 0, 0, 0, "none yet");

  /** Takes note of what a client says. */
  Tally heard(String op) {
    return switch (op) {
      case "identify" -> new Tally(identified + 1, dispatched, acknowledged, heartbeats, lastEnd);
      case "ack" -> new Tally(identified, dispatched, acknowledged + 1, heartbeats, lastEnd);
      case "heartbeat_ack" ->
          new Tally(identified, dispatched, acknowledged, heartbeats + 1, lastEnd);
      default -> this;
    };
  }

  Tally dispatchedOne() {
    return new Tally(identified, dispatched + 1, acknowledged, heartbeats, lastEnd);
  }

  Tally ended(String how) {
    return new Tally(identified, dispatched, acknowledged, heartbeats, how);
  }

  @Override
  public String toString() {
    return "%d identified, %d dispatched, %d acknowledged, %d heartbeats, last end: %s"
        .formatted(identified, dispatched, acknowledged, heartbeats, lastEnd);
  }
}
