// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Which target covers which URL. */
@RunWith(Parameterized.class)
public final class CoverageTest {

  private static final String COVERS = "covers";
  private static final String SPARES = "does not cover";

  private final Target target;
  private final TargetUrl url;
  private final String verdict;

  public CoverageTest(String target, String verdict, String url) {
    this.target = Target.parse(target);
    this.url = TargetUrl.parse(url);
    this.verdict = verdict;
  }

  @Parameters(name = "{0} {1} {2}")
  public static List<Object[]> pairs() {
    return List.of(
        pair("ws://example.com:80", COVERS, "ws://example.com/"),
        pair("ws://example.com:80", COVERS, "WS://EXAMPLE.COM./feed"),
        pair("ws://example.com", COVERS, "ws://example.com:80/"),
        pair("ws://example.com", SPARES, "wss://example.com/"),
        pair("ws://example.com", SPARES, "http://example.com/"),
        pair("GET http://example.com", SPARES, "ws://example.com/"),
        pair("GET http://example.com", SPARES, "http://example.com/"),
        pair("ws://deno.land", SPARES, "ws://deno.lands/"),
        pair("ws://deno.land", SPARES, "ws://deno.land.evil.test/"),
        pair("ws://deno.land", SPARES, "ws://www.deno.land/"),
        pair("ws://github.com:3000", COVERS, "ws://github.com:3000/"),
        pair("ws://github.com:3000", SPARES, "ws://github.com:2000/"),
        pair("ws://github.com:3000", SPARES, "ws://github.com/"),
        pair("ws://github.com", SPARES, "ws://github.com:3000/"),
        pair("ws://github.com:*", COVERS, "ws://github.com:3000/"),
        pair("ws://github.com:*", COVERS, "ws://github.com/"),
        pair("ws://*.example.com", COVERS, "ws://a.example.com/"),
        pair("ws://*.example.com", COVERS, "ws://a.b.example.com/"),
        pair("ws://*.example.com", SPARES, "ws://example.com/"),
        pair("ws://*.example.com", SPARES, "ws://myexample.com/"),
        pair("ws://*.example.com", SPARES, "ws://a.example.com.evil.test/"),
        pair("ws://*.example.com", SPARES, "ws://com/"),
        pair("ws://*", COVERS, "ws://example.com/"),
        pair("ws://*", COVERS, "ws://127.0.0.1/"),
        pair("ws://*", COVERS, "ws://[::1]/"),
        pair("ws://*", SPARES, "ws://example.com:8080/"),
        pair("ws://127.0.0.1", COVERS, "ws://127.0.0.1/"),
        pair("ws://127.0.0.1", SPARES, "ws://127.0.0.11/"),
        pair("ws://[::1]:8080", COVERS, "ws://[::1]:8080/"),
        pair("ws://[::1]:8080", SPARES, "ws://[::1]/"),
        pair("ws://[::1]", SPARES, "ws://[::11]/"),
        pair("ws://example.com/feed", COVERS, "ws://example.com/feed"),
        pair("ws://example.com/feed", COVERS, "ws://example.com/feed/"),
        pair("ws://example.com/feed", COVERS, "ws://example.com/feed/x"),
        pair("ws://example.com/feed", COVERS, "ws://example.com/feed?x=/../admin"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/feedX"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/feed,x"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/feed%20/x"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/Feed"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/fee"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/x/feed"),
        pair("ws://example.com/feed", SPARES, "ws://example.com/?/feed"),
        pair("ws://example.com/a/b", COVERS, "ws://example.com/a/b/c"),
        pair("ws://example.com/a/b", SPARES, "ws://example.com/a"),
        pair("ws://example.com/%C3%A9", COVERS, "ws://example.com/%C3%A9/x"));
  }

  private static Object[] pair(String target, String verdict, String url) {
    return new Object[] {target, verdict, url};
  }

  @Test
  public void isDecidedByWholeParts() {
    assertEquals(verdict, target.covers(url) ? COVERS : SPARES);
  }
}
