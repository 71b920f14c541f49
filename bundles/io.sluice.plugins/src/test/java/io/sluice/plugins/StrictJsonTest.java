// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** JSON as bytes: encodings, sizes, depths, and what is read. The samples have the rest. */
public class StrictJsonTest {

  private static final String DOCUMENT = "{\"text\": \"ä\"}";

  @Test
  public void theValuesAreReadInTheirOrder() throws Exception {
    Map<String, Object> object =
        StrictJson.readObject("{\"b\": [true, -1.50, \"x\"], \"a\": {\"c\": {}}}".getBytes(UTF_8));

    assertEquals(List.of("b", "a"), List.copyOf(object.keySet()));
    assertEquals(List.of(true, new BigDecimal("-1.50"), "x"), object.get("b"));
    assertEquals(Map.of("c", Map.of()), object.get("a"));
  }

  @Test
  public void aByteOrderMarkIsRefused() {
    assertRefused(
        "begins with a byte order mark; write UTF-8 without one",
        ("\uFEFF" + DOCUMENT).getBytes(UTF_8));
  }

  @Test
  public void utf16WithAByteOrderMarkIsRefused() {
    assertRefused("not UTF-8", ("\uFEFF" + DOCUMENT).getBytes(UTF_16LE));
    assertRefused("not UTF-8", ("\uFEFF" + DOCUMENT).getBytes(UTF_16BE));
  }

  @Test
  public void utf16WithoutAByteOrderMarkIsRefused() {
    assertRefused("not JSON near line 1 column 3", "{\"a\": 1}".getBytes(UTF_16LE));
    assertRefused("not JSON near line 1 column 1", "{\"a\": 1}".getBytes(UTF_16BE));
  }

  @Test
  public void anotherEncodingIsRefused() {
    assertRefused("not UTF-8", DOCUMENT.getBytes(ISO_8859_1));
  }

  @Test
  public void anOverlongFormIsRefused() {
    assertRefused("not UTF-8", text("c0af"));
  }

  @Test
  public void anEncodedSurrogateIsRefused() {
    assertRefused("not UTF-8", text("eda080"));
  }

  @Test
  public void aCharacterThatIsCutOffIsRefused() {
    assertRefused("not UTF-8", text("f09f98"));
  }

  @Test
  public void aCharacterBeyondUnicodeIsRefused() {
    assertRefused("not UTF-8", text("f4908080"));
  }

  private static byte[] text(String hexBytes) {
    return HexFormat.of().parseHex("7b2261223a22" + hexBytes + "227d");
  }

  @Test
  public void aDocumentOfTheLargestSizeIsRead() throws Exception {
    assertEquals(Map.of(), StrictJson.readObject(padded(65_536)));
  }

  @Test
  public void aDocumentThatIsOneByteTooLargeIsRefused() {
    assertRefused("larger than 65536 bytes", padded(65_537));
  }

  private static byte[] padded(int size) {
    byte[] json = new byte[size];
    Arrays.fill(json, (byte) ' ');
    json[0] = '{';
    json[size - 1] = '}';
    return json;
  }

  @Test
  public void theDeepestDocumentIsRead() throws Exception {
    StrictJson.readObject(arrays(31));
    StrictJson.readObject(objects(31));
  }

  @Test
  public void aDocumentThatIsOneLevelTooDeepIsRefused() {
    assertRefused("x" + "[0]".repeat(31) + ": more than 32 levels deep", arrays(32));
    assertRefused("x" + ".x".repeat(31) + ": more than 32 levels deep", objects(32));
  }

  @Test
  public void aDocumentThatIsFarTooDeepIsRefusedBeforeTheStackIsFull() {
    assertRefused("x" + "[0]".repeat(31) + ": more than 32 levels deep", arrays(30_000));
    assertRefused("x" + ".x".repeat(31) + ": more than 32 levels deep", objects(10_000));
  }

  @Test
  public void aMillionLevelsAreRefused() {
    assertRefused("larger than 65536 bytes", arrays(1_000_000));
  }

  @Test
  public void levelsThatWereClosedDoNotCount() throws Exception {
    StrictJson.readObject(
        ("{\"a\": [[]], \"b\": {\"c\": []}, \"x\": " + nest(31) + "}").getBytes(UTF_8));
  }

  private static byte[] arrays(int levels) {
    return ("{\"x\": " + nest(levels) + "}").getBytes(UTF_8);
  }

  private static String nest(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static byte[] objects(int levels) {
    return ("{\"x\":".repeat(levels) + "{}" + "}".repeat(levels)).getBytes(UTF_8);
  }

  @Test
  public void theLineAndTheColumnOfASyntaxErrorAreTold() {
    assertRefused(
        "not JSON near line 3 column 9", "{\n  \"a\": 1,\n  \"b\": 'x'\n}".getBytes(UTF_8));
  }

  private static void assertRefused(String message, byte[] json) {
    ManifestException refusal =
        assertThrows(ManifestException.class, () -> StrictJson.readObject(json));
    assertEquals(message, refusal.getMessage());
  }
}
