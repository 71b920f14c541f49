// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

/**
 * How far a session has come. It outlives connections: with it the next one goes on where the last
 * one ended.
 *
 * @param session the session's id; empty if there is none
 * @param last the number of the last event that was seen
 * @param seen how many events were seen
 * @param missed how many numbers were left out on the way
 */
record Progress(String session, long last, long seen, long missed) {

  static final Progress NONE = new Progress("", 0, 0, 0);

  boolean isResumable() {
    return !session.isEmpty();
  }

  Progress see(Message event) {
    if (event.type().equals("READY")) {
      return new Progress(event.text("session_id"), event.number(), 1, 0);
    }
    long gap = Math.max(0, event.number() - last - 1);
    return new Progress(session, event.number(), seen + 1, missed + gap);
  }
}
