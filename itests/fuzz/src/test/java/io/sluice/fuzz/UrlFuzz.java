// SPDX-License-Identifier: Apache-2.0
package io.sluice.fuzz;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** URLs, and their templates: what is compared is what is dialled. */
public final class UrlFuzz {

  private UrlFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    url(text);
    template(text);
  }

  private static void url(String text) {
    TargetUrl url;
    try {
      url = TargetUrl.parse(text);
    } catch (InvalidTargetException declared) {
      return;
    }
    assertEquals(url, TargetUrl.parse(url.uri().toString()));
    URI dialled = URI.create(url.uri().toString());
    assertEquals(url.scheme().text(), dialled.getScheme());
    assertEquals(url.host(), dialled.getHost());
    assertEquals(
        url.port(), dialled.getPort() == -1 ? url.scheme().defaultPort() : dialled.getPort());
    assertEquals(url.path(), dialled.getRawPath());
    assertEquals(url.query(), Optional.ofNullable(dialled.getRawQuery()));
    assertNull(dialled.getRawUserInfo());
    assertNull(dialled.getRawFragment());
    assertEquals(dialled, dialled.normalize());
  }

  private static void template(String text) {
    UrlTemplate template;
    try {
      template = UrlTemplate.parse(text);
    } catch (InvalidTargetException declared) {
      return;
    }
    assertEquals(template.toString(), UrlTemplate.parse(template.toString()).toString());
    assertEquals(template.sample(), TargetUrl.parse(template.sample().uri().toString()));
  }
}
