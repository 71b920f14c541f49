// SPDX-License-Identifier: Apache-2.0
package io.sluice.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs of inputs that are there. */
final class Mutator {

  private static final int LONGEST = 80_000;
  private static final int MOST_CHANGES = 6;

  /** What readers make mistakes about. */
  private static final List<String> WORDS =
      List.of(
          "@",
          "#",
          "?",
          "%2e",
          "%2F",
          "%00",
          "%25",
          "..",
          "/./",
          "//",
          "\\",
          ";",
          ":",
          ":0",
          ":65536",
          "[::1]",
          "*.",
          "*",
          "${port}",
          "${",
          "xn--",
          "127.1",
          "0x7f.1",
          "\u00ad",
          "\u3002",
          "\ud83d\ude00",
          "\0",
          "\r\n",
          "\n",
          "\t",
          ",",
          "\"",
          "{",
          "}",
          "[",
          "]",
          "null",
          "true",
          "-0",
          "1e999",
          "0.5",
          "\\u0000",
          "\\ud800",
          "\ufeff",
          "=",
          "$[secret:a]");

  private final List<byte[]> corpus;
  private final Random random;

  Mutator(List<byte[]> corpus, Random random) {
    this.corpus = corpus;
    this.random = random;
  }

  byte[] next() {
    byte[] input = any();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = at + random.nextInt(input.length - at + 1);
    return switch (random.nextInt(6)) {
      case 0 -> replaced(input, at, Math.min(at + 1, input.length), oneByte());
      case 1 -> replaced(input, at, at, word());
      case 2 -> replaced(input, at, to, word());
      case 3 -> replaced(input, at, to, new byte[0]);
      case 4 -> replaced(input, at, at, repeated(slice(input, at, to)));
      default -> replaced(input, at, input.length, tail(any()));
    };
  }

  private byte[] oneByte() {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] repeated(byte[] slice) {
    ByteArrayOutputStream repeated = new ByteArrayOutputStream();
    for (int times = 1 << random.nextInt(8); times > 0; times--) {
      repeated.writeBytes(slice);
    }
    return repeated.toByteArray();
  }

  private byte[] tail(byte[] input) {
    return slice(input, random.nextInt(input.length + 1), input.length);
  }

  private static byte[] slice(byte[] input, int from, int to) {
    return Arrays.copyOfRange(input, from, to);
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(input, 0, from);
    result.writeBytes(by);
    result.write(input, to, input.length - to);
    byte[] bytes = result.toByteArray();
    return bytes.length <= LONGEST ? bytes : slice(bytes, 0, LONGEST);
  }
}
