// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The tables of the reference pages say what was built, no more and no less. To mend a page, put
 * there what the failure expects.
 */
public final class ReferencePagesIT {

  private static final Path DOCS = Path.of("../../docs");

  /** Headings of sections and rows of tables; what stands around them is free. */
  private static String tables(String page) throws IOException {
    try (Stream<String> lines = Files.lines(DOCS.resolve("reference").resolve(page))) {
      return lines
          .filter(line -> line.startsWith("## `") || line.startsWith("|"))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines);
  }

  @Test
  public void theManifestsPageSaysWhatTheSchemaSays() throws Exception {
    assertEquals(
        joined(SchemaTables.of(DOCS.resolve("schema/plugin.schema.json"))), tables("manifest.md"));
  }

  @Test
  public void theGrantsPageSaysWhatTheMetatypeSays() throws Exception {
    assertEquals(
        joined(MetatypeTables.ofHost(pid -> pid.equals("io.sluice.grant"))), tables("grant.md"));
  }

  @Test
  public void theConfigurationsPageSaysWhatTheMetatypesSay() throws Exception {
    assertEquals(
        joined(MetatypeTables.ofHost(pid -> !pid.equals("io.sluice.grant"))),
        tables("configuration.md"));
  }
}
