// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.configuration.BadValueException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Grants, as lines of {@code key = value}: what is accepted is read as the same when it is shown.
 */
public final class GrantFuzz {

  private static final String PID = "io.sluice.grant~fuzz";

  private GrantFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws BadValueException {
    Map<String, Object> values = new HashMap<>();
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
      }
    }
    Grant grant;
    try {
      grant = GrantReader.read(PID, values);
    } catch (BadValueException declared) {
      return;
    }
    assertEquals(grant, GrantReader.read(PID, shown(grant)));
  }

  private static Map<String, Object> shown(Grant grant) {
    GrantReport report = new GrantEntry.Accepted(grant).report();
    Map<String, Object> shown = new HashMap<>();
    shown.put(GrantKeys.PLUGIN, report.plugin());
    shown.put(GrantKeys.VERSION, report.version());
    shown.put(GrantKeys.DIGEST, report.digest());
    shown.put(GrantKeys.WEBSOCKET, array(report.websocket()));
    shown.put(GrantKeys.REQUEST, array(report.request()));
    shown.put(GrantKeys.DENY, array(report.deny()));
    shown.put(GrantKeys.INGRESS, array(report.ingresses()));
    shown.put(GrantKeys.ADDRESSES, array(report.addresses()));
    grant.secrets().forEach((name, value) -> shown.put(GrantKeys.SECRET_PREFIX + name, value));
    grant.unread().forEach((name, value) -> shown.put(GrantKeys.SECRET_PREFIX + name, value));
    report
        .parameters()
        .forEach((name, value) -> shown.put(GrantKeys.PARAMETER_PREFIX + name, value));
    if (grant.maxConnections() > 0) {
      shown.put(GrantKeys.MAX_CONNECTIONS, grant.maxConnections());
    }
    if (grant.maxTextBytes() > 0) {
      shown.put(GrantKeys.MAX_TEXT_BYTES, grant.maxTextBytes());
    }
    shown.put(GrantKeys.MODE, report.reportOnly() ? GrantKeys.REPORT_ONLY : GrantKeys.ENFORCE);
    return shown;
  }

  private static String[] array(List<String> list) {
    return list.toArray(String[]::new);
  }
}
