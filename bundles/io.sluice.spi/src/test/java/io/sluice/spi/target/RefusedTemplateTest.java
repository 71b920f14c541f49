// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Texts that are no template of a URL, each with what is said about it. */
@RunWith(Parameterized.class)
public final class RefusedTemplateTest {

  private static final String WHOLE =
      "a ${parameter} must be the whole host, the whole port or a whole path segment";
  private static final String NAME =
      "a parameter's name is a lower-case letter and at most 31 more of a-z, 0-9, _ and -";
  private static final String NO_SLASHES = "no // after the scheme";

  private final String template;
  private final String message;

  public RefusedTemplateTest(String label, String template, String message) {
    this.template = template;
    this.message = message;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> refusals() {
    return new Table()
        .add("", NO_SLASHES)
        .add("${url}", NO_SLASHES)
        .add("wss:${server}", NO_SLASHES)
        .add("wss://www.${server}/", WHOLE)
        .add("wss://${server}.com/", WHOLE)
        .add("wss://*.${server}/", WHOLE)
        .add("wss://user@${server}/", WHOLE)
        .add("wss://${server}${server}/", WHOLE)
        .add("wss://${server/", WHOLE)
        .add("wss://example.com:8${port}/", WHOLE)
        .add("wss://example.com/x${room}", WHOLE)
        .add("wss://example.com/${room}.json", WHOLE)
        .add("wss://${}/", NAME)
        .add("wss://${Server}/", NAME)
        .add("wss://${1server}/", NAME)
        .add("wss://${my server}/", NAME)
        .add("a name of 33 characters", "wss://${" + "a".repeat(33) + "}/", NAME)
        .add("wss://${a}:${a}/", "${a} stands for a host and for a port")
        .add("wss://${a}/${a}", "${a} stands for a host and for a path segment")
        .add("wss://example.com:${a}/${a}", "${a} stands for a port and for a path segment")
        .add("wss://example.com/?v=${version}", "a query takes no ${parameter}")
        .add("wss://example.com/#${part}", WHOLE)
        .add("wss://example.com/#", "a fragment is not allowed")
        .add("ftp://${server}/", "the scheme is none of ws, wss, http, https")
        .add("wss://user@example.com/", "user information is not allowed")
        .add("wss://example.com:/", "the port is not a number from 1 to 65535")
        .add("wss://example.com//${room}", "the path has an empty segment")
        .rows();
  }

  @Test
  public void isRefusedForItsReason() {
    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> UrlTemplate.parse(template));

    assertEquals(message, refusal.getMessage());
  }
}
