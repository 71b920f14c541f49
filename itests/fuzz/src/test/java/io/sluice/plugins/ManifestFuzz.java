// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.Target;
import io.sluice.spi.target.UrlTemplate;

/** Manifests: what is accepted is good all through. */
public final class ManifestFuzz {

  private ManifestFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws ManifestException {
    PluginManifest manifest;
    try {
      manifest = ManifestReader.read(input);
    } catch (ManifestException declared) {
      return;
    }
    assertEquals(manifest.toString(), ManifestReader.read(input).toString());
    manifest.websocket().forEach(ManifestFuzz::requireGood);
    manifest.request().forEach(ManifestFuzz::requireGood);
    for (IngressSpec ingress : manifest.ingresses()) {
      for (SourceSpec source : ingress.sources()) {
        String url = source.url().toString();
        assertEquals(url, UrlTemplate.parse(url).toString());
        assertTrue(
            manifest.websocket().stream()
                .anyMatch(each -> each.target().sample().covers(source.url().sample())));
      }
    }
  }

  private static void requireGood(DeclaredTarget declared) {
    Target sample = declared.target().sample();
    assertEquals(sample, Target.parse(sample.toString()));
  }
}
