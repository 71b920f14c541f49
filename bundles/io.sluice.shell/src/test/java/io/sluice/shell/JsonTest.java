// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import static org.junit.Assert.assertEquals;

import com.google.gson.JsonParser;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.authority.TargetReport.Verdict;
import java.util.List;
import org.junit.Test;

public final class JsonTest {

  /** A script and a person are to read the same words. */
  @Test
  public void verdictsAreNamedAsInTables() {
    for (Verdict verdict : Verdict.values()) {
      TargetReport report =
          new TargetReport("host_api.websocket", "wss://a.test", verdict, List.of(), "");

      assertEquals(
          verdict.wireName(),
          JsonParser.parseString(Json.of(report)).getAsJsonObject().get("verdict").getAsString());
    }
  }
}
