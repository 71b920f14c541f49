// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public final class BearerTokenTest {

  private final BearerToken token = new BearerToken("s3cret");

  @Test
  public void theTokenIsAdmittedWhateverTheCaseOfItsScheme() {
    assertTrue(token.admits("Bearer s3cret"));
    assertTrue(token.admits("bearer  s3cret "));
  }

  @Test
  public void anythingElseIsNot() {
    assertFalse(token.admits(null));
    for (String each :
        List.of(
            "", "Bearer", "Bearer ", "Bearer S3cret", "Bearer s3cret2", "Bearer s3cre", "s3cret")) {
      assertFalse(each, token.admits(each));
    }
  }

  @Test
  public void withoutATokenAllAreAdmitted() {
    assertTrue(new BearerToken("").admits(null));
    assertFalse(new BearerToken("").isThere());
  }

  @Test
  public void itShowsNothingOfItself() {
    assertEquals("a token", token.toString());
    assertEquals(token, new BearerToken("s3cret"));
    assertNotEquals(token, new BearerToken("other"));
  }
}
