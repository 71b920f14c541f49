// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.DecisionListener.Decided;
import java.net.InetAddress;
import java.time.Instant;

/** A line of the log: one JSON object, without a line break in it. */
final class AuditLine {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private AuditLine() {}

  static String of(Decided decided) {
    AccessAttempt attempt = decided.attempt();
    JsonObject line = new JsonObject();
    line.addProperty("time", decided.time().toString());
    line.addProperty("plugin", attempt.plugin().name());
    line.addProperty("version", attempt.plugin().version());
    line.addProperty("bundle_id", attempt.plugin().bundleId());
    line.addProperty("digest", attempt.plugin().digest());
    line.addProperty("kind", attempt.kind());
    line.addProperty("access", attempt.access().toString());
    if (!attempt.ingress().isEmpty()) {
      line.addProperty("ingress", attempt.ingress());
    }
    InetAddress address = attempt.address();
    if (address != null) {
      line.addProperty("address", address.getHostAddress());
    }
    line.addProperty("allowed", decided.decision().allowed());
    line.addProperty("code", decided.decision().code());
    if (!decided.decision().allowed()) {
      line.addProperty("message", decided.decision().message());
      line.addProperty("denial", decided.denial());
    }
    return GSON.toJson(line);
  }

  /** Stands where decisions are missing. */
  static String ofDropped(Instant time, long number) {
    JsonObject line = new JsonObject();
    line.addProperty("time", time.toString());
    line.addProperty("dropped", number);
    return GSON.toJson(line);
  }
}
