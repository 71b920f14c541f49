// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public final class TargetUrlTest {

  private static final TargetUrl URL = TargetUrl.parse("WSS://Example.COM.:8443/Feed?token=x%20y");

  @Test
  public void thePartsAreWhatIsDialled() {
    assertEquals(Scheme.WSS, URL.scheme());
    assertEquals("example.com", URL.host());
    assertEquals(8443, URL.port());
    assertEquals("/Feed", URL.path());
    assertEquals(Optional.of("token=x%20y"), URL.query());
    assertEquals(URI.create("wss://example.com:8443/Feed?token=x%20y"), URL.uri());
  }

  @Test
  public void aPortThatIsLeftOutIsTheOneOfTheScheme() {
    assertEquals(443, TargetUrl.parse("wss://example.com/").port());
    assertEquals(80, TargetUrl.parse("ws://example.com/").port());
  }

  @Test
  public void aUrlWithoutQuestionMarkHasNoQuery() {
    assertEquals(Optional.empty(), TargetUrl.parse("wss://example.com/feed").query());
    assertEquals(Optional.of(""), TargetUrl.parse("wss://example.com/feed?").query());
  }

  @Test
  public void theQueryIsNotShown() {
    assertEquals("wss://example.com:8443/Feed", URL.display());
    assertEquals("wss://example.com:8443/Feed", URL.toString());
  }

  @Test
  public void aRefusalShowsNoSecret() {
    for (String url :
        List.of(
            "wss://example.com/feed?token=canary\\",
            "wss://example.com/feed?token=canary#",
            "wss://example.com/feed?token=canary%zz",
            "wss://example.com:0/feed?token=canary",
            "wss://example.com//feed?token=canary",
            "wss://user:canary@example.com/feed")) {
      InvalidTargetException refusal =
          assertThrows(InvalidTargetException.class, () -> TargetUrl.parse(url));

      assertFalse(url, String.valueOf(refusal.getMessage()).contains("canary"));
    }
  }

  @Test
  public void twoWaysToWriteOneUrlAreEqual() {
    TargetUrl canonical = TargetUrl.parse("wss://example.com:8443/Feed?token=x%20y");

    assertEquals(canonical, URL);
    assertEquals(canonical.hashCode(), URL.hashCode());
  }

  @Test
  public void urlsThatDifferInTheQueryAreNotEqual() {
    assertNotEquals(TargetUrl.parse("wss://example.com:8443/Feed?token=z"), URL);
    assertNotEquals(TargetUrl.parse("wss://example.com:8443/Feed"), URL);
  }
}
