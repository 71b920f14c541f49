// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonObject;

/** An event in its envelope, and how often it was sent. */
final class Envelope {

  private final String id;
  private final String type;
  private final JsonObject payload;
  private int sent;
  private boolean kept;

  Envelope(String id, String type, JsonObject payload) {
    this.id = id;
    this.type = type;
    this.payload = payload;
  }

  String id() {
    return id;
  }

  /** Whether it is on its way. If not, it waits for a connection. */
  boolean isSent() {
    return sent > 0 && !kept;
  }

  /** How often it was sent after the first time. */
  int retries() {
    return Math.max(0, sent - 1);
  }

  /** There is no connection to send it on again. */
  void keep() {
    kept = true;
  }

  /** The message to send now. */
  JsonObject next() {
    JsonObject message = new JsonObject();
    message.addProperty("envelope_id", id);
    message.addProperty("type", type);
    message.add("payload", payload);
    message.addProperty("accepts_response_payload", true);
    if (sent > 0) {
      message.addProperty("retry_attempt", sent);
      message.addProperty("retry_reason", "timeout");
    }
    sent++;
    kept = false;
    return message;
  }
}
