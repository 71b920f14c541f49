// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.networknt.schema.Error;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import tools.jackson.databind.JsonNode;

/** Each sample against the reader and against the schema. */
@RunWith(Parameterized.class)
public class ManifestSampleTest {

  private static final ManifestSchema SCHEMA = ManifestSchema.load();

  private final ManifestSample sample;

  public ManifestSampleTest(ManifestSample sample) {
    this.sample = sample;
  }

  @Parameters(name = "{0}")
  public static List<ManifestSample> samples() {
    return ManifestSample.all();
  }

  @Test
  public void theReaderSaysWhatIsExpected() throws Exception {
    byte[] json = sample.json();

    if (sample.folder().equals(ManifestSample.GOOD)) {
      ManifestReader.read(json);
    } else {
      ManifestException refusal =
          assertThrows(ManifestException.class, () -> ManifestReader.read(json));
      assertEquals(sample.message(), refusal.getMessage());
    }
  }

  @Test
  public void theSchemaAgreesAsFarAsItCan() throws Exception {
    Optional<JsonNode> document = ManifestSchema.parse(sample.json());

    if (document.isEmpty()) {
      assertIsNoJson();
    } else {
      List<Error> refusals = SCHEMA.refusals(document.get());
      boolean mayRefuse = sample.folder().equals(ManifestSample.BAD);
      assertEquals(refusals.toString(), mayRefuse, !refusals.isEmpty());
    }
  }

  /** What no parser reads, no schema can judge. */
  private void assertIsNoJson() throws IOException {
    assertEquals(ManifestSample.BAD_BEYOND_SCHEMA, sample.folder());
    String message = sample.message();
    assertTrue(
        message,
        message.startsWith("not JSON")
            || message.equals("there is more after the JSON object")
            || message.endsWith("not a number that fits"));
  }
}
