// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.jetty.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public class Utf8Test {

  private static final List<String> VALID =
      List.of(
          "",
          "plain",
          "\u0000",
          "\u007f\u0080",
          "\u07ff\u0800",
          "\u2028\u2029",
          "\ufeff",
          "\ufffe\uffff",
          "\ufdd0",
          "\ud7ff\ue000",
          "κόσμε",
          "日本語",
          "😀",
          "\ud800\udc00",
          "\udbff\udfff",
          "a\u0300");

  private static final List<String> INVALID =
      List.of(
          // A continuation byte alone.
          "80",
          "bf",
          "6180",
          // Bytes that never occur.
          "fe",
          "ff",
          "f5808080",
          "f888808080",
          "fc8480808080",
          // Overlong forms.
          "c080",
          "c0af",
          "c1bf",
          "e08080",
          "e09fbf",
          "f0808080",
          "f08fbfbf",
          // Surrogates.
          "eda080",
          "edadbf",
          "edb080",
          "edbfbf",
          "eda080edb080",
          // Beyond U+10FFFF.
          "f4908080",
          "f7bfbfbf",
          // Truncated.
          "c2",
          "e282",
          "f09f98",
          "61e2",
          // Broken off within.
          "e28261",
          "f09f9861",
          "c261");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static @Nullable String decode(byte[] bytes) {
    return Utf8.decode(ByteBuffer.wrap(bytes));
  }

  @Test
  public void validTextsAreReadAsTheyAre() {
    for (String text : VALID) {
      assertEquals(text, decode(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  public void invalidBytesAreNoText() {
    for (String bytes : INVALID) {
      assertNull(bytes, decode(hex(bytes)));
    }
  }

  @Test
  public void invalidBytesAreNoTextAnywhereInOne() {
    for (String bytes : INVALID) {
      assertNull(bytes, decode(hex("6162" + bytes)));
      assertNull(bytes, decode(hex(bytes + "20c3a9")));
    }
  }

  @Test
  public void theReplacementCharacterMayBeSentOnPurpose() {
    assertEquals("a\ufffdb", decode("a\ufffdb".getBytes(StandardCharsets.UTF_8)));
    assertEquals("\ufffd", decode(hex("efbfbd")));
  }

  @Test
  public void theReplacementCharacterHidesNothing() {
    assertNull(decode(hex("efbfbdc0af")));
    assertNull(decode(hex("c0afefbfbd")));
  }

  @Test
  public void aBufferWithoutAnArrayIsRead() {
    byte[] bytes = "κόσμε 😀".getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2).put((byte) 'x').put(bytes);
    direct.flip().position(1);
    assertEquals("κόσμε 😀", Utf8.decode(direct));
    assertEquals("a", Utf8.decode(ByteBuffer.wrap(hex("61")).asReadOnlyBuffer()));
    assertNull(Utf8.decode(ByteBuffer.wrap(hex("c0af")).asReadOnlyBuffer()));
  }

  @Test
  public void onlyWhatRemainsInABufferIsRead() {
    ByteBuffer buffer = ByteBuffer.wrap(hex("ff61 62 63ff"));
    buffer.position(1).limit(4);
    assertEquals("abc", Utf8.decode(buffer));
    assertEquals("bc", Utf8.decode(buffer.slice(2, 2)));
    assertNull(Utf8.decode(ByteBuffer.wrap(hex("61ff"))));
  }

  @Test
  public void itAgreesWithTheStrictDecoder() {
    long seed = 4711;
    Random random = new Random(seed);
    int[] lead = {0x00, 0x61, 0x7f, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xff};
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            (byte) (random.nextBoolean() ? lead[random.nextInt(lead.length)] : random.nextInt(256));
      }
      assertEquals("seed " + seed + ", step " + i, strict(bytes), decode(bytes));
    }
  }

  @Test
  public void aTextThatIsBrokenOffAnywhereCanGoOn() {
    String text = "aκ日😀".repeat(500);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int end = 0; end <= bytes.length; end++) {
      int whole = Utf8.wholeCharacters(bytes, 0, end);
      String read = decode(Arrays.copyOf(bytes, whole));
      assertTrue("broken off at " + end, read != null && text.startsWith(read));
      assertTrue("broken off at " + end, whole <= end && end - whole < 4);
    }
  }

  @Test
  public void whatIsLookedAtBeginsWhereTheLastCharacterEnded() {
    assertEquals(4, Utf8.wholeCharacters(hex("ff61c3a9e2"), 1, 4));
    assertEquals(2, Utf8.wholeCharacters(hex("ff61"), 2, 0));
    assertEquals(-1, Utf8.wholeCharacters(hex("61ff"), 1, 1));
  }

  @Test
  public void noTextBeginsWithWhatIsInNone() {
    for (String invalid : INVALID) {
      byte[] bytes = hex(invalid + "61");
      assertEquals(invalid, -1, Utf8.wholeCharacters(bytes, 0, bytes.length));
    }
  }

  private static @Nullable String strict(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
