// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

/** The samples as a set. */
public class ManifestSampleSetTest {

  @Test
  public void eachFolderHasSamples() {
    for (String folder : ManifestSample.FOLDERS) {
      assertTrue(folder, ManifestSample.in(folder).count() >= 10);
    }
  }

  @Test
  public void eachBadSampleHasAMessageAndEachMessageASample() {
    for (String folder : List.of(ManifestSample.BAD, ManifestSample.BAD_BEYOND_SCHEMA)) {
      assertEquals(
          ManifestSample.in(folder).map(ManifestSample::name).toList(),
          ManifestSample.messages(folder).toList());
    }
  }

  @Test
  public void aGoodSampleHasNoMessage() {
    assertEquals(List.of(), ManifestSample.messages(ManifestSample.GOOD).toList());
  }
}
