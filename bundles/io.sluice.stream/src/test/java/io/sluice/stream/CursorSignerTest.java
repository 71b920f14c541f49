// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class CursorSignerTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CursorSecret SECRET = CursorSecret.random(RANDOM);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final CursorSigner signer = new CursorSigner(SECRET, "worker", 7);

  private void requireWrong(CursorFault fault, String cursor) {
    assertEquals(cursor, new CursorVerdict.Wrong(fault), signer.judge(cursor));
  }

  @Test
  public void anOwnCursorIsGood() {
    for (long position : List.of(0L, 1L, Long.MAX_VALUE)) {
      assertEquals(new CursorVerdict.Valid(position), signer.judge(signer.sign(position)));
    }
  }

  @Test
  public void anOwnCursorNeedsNoEscapeInAUrl() {
    assertTrue(signer.sign(1).matches("[A-Za-z0-9_-]+"));
  }

  @Test
  public void whatWasNeverACursorIsMalformed() {
    String cursor = signer.sign(1);
    for (String text :
        List.of("", "x", "not a cursor", cursor + "A", cursor.substring(1), cursor + "=", "ü")) {
      requireWrong(CursorFault.MALFORMED, text);
    }
    requireWrong(CursorFault.MALFORMED, "A".repeat(1_000_000));
  }

  @Test
  public void anotherFormatIsMalformed() {
    byte[] bytes = Base64.getUrlDecoder().decode(signer.sign(1));
    bytes[0]++;
    requireWrong(CursorFault.MALFORMED, encoded(bytes));
  }

  @Test
  public void aCursorWithAnyOtherBitIsNoLongerGood() {
    byte[] bytes = Base64.getUrlDecoder().decode(signer.sign(1));
    for (int bit = 8 * 9; bit < 8 * bytes.length; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      requireWrong(CursorFault.FORGED, encoded(other));
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  public void aCursorOfAnotherEndpointIsToldApart() {
    CursorSecret other = CursorSecret.random(RANDOM);
    requireWrong(CursorFault.OTHER_ENDPOINT, new CursorSigner(other, "worker", 7).sign(1));
  }

  @Test
  public void aCursorOfAnotherWorkerIsToldApart() {
    requireWrong(CursorFault.OTHER_WORKER, new CursorSigner(SECRET, "other", 7).sign(1));
  }

  @Test
  public void aCursorOfAnEarlierLifeIsToldApart() {
    requireWrong(CursorFault.EARLIER_LIFE, new CursorSigner(SECRET, "worker", 6).sign(1));
  }

  @Test
  public void theSecretOutlivesARestart() throws Exception {
    Path file = folder.getRoot().toPath().resolve("secret");
    String cursor = new CursorSigner(CursorSecret.at(file, RANDOM), "w", 1).sign(3);

    CursorSigner next = new CursorSigner(CursorSecret.at(file, RANDOM), "w", 2);

    assertEquals(new CursorVerdict.Wrong(CursorFault.EARLIER_LIFE), next.judge(cursor));
  }

  @Test
  public void aFileThatHoldsNoSecretIsReplaced() throws Exception {
    Path file = folder.getRoot().toPath().resolve("secret");
    Files.writeString(file, "torn");

    CursorSecret made = CursorSecret.at(file, RANDOM);

    assertEquals(made.instance(), CursorSecret.at(file, RANDOM).instance());
  }
}
