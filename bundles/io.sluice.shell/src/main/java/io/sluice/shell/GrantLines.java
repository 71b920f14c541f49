// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.GrantReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A grant as lines, each with a key as its configuration has it. */
final class GrantLines {

  private GrantLines() {}

  static List<String> of(GrantReport grant) {
    List<String> lines = new ArrayList<>();
    add(lines, "refused", grant.refusal());
    add(lines, "version", grant.version());
    add(lines, "digest", grant.digest());
    add(lines, "mode", grant.reportOnly() ? "report_only" : "");
    add(lines, "host_api.websocket", grant.websocket());
    add(lines, "host_api.request", grant.request());
    add(lines, "deny", grant.deny());
    add(lines, "ingress", grant.ingresses());
    add(lines, "addresses", grant.addresses());
    grant.parameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> add(lines, "param." + entry.getKey(), entry.getValue()));
    grant.secrets().stream().sorted().forEach(name -> add(lines, "secret." + name, "(is set)"));
    return lines;
  }

  private static void add(List<String> lines, String key, Collection<String> values) {
    values.forEach(value -> add(lines, key, value));
  }

  private static void add(List<String> lines, String key, String value) {
    if (!value.isEmpty()) {
      lines.add(key + " = " + value);
    }
  }
}
