// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Random;

/**
 * Makes URLs and targets at random, out of few parts, so that they often have much in common, and
 * spoils some of them.
 */
final class RandomTexts {

  private static final String[] SCHEMES = {"ws", "wss", "WS", "http", "https"};
  private static final String[] HOSTS = {
    "example.com",
    "a.example.com",
    "b.a.example.com",
    "example.com.",
    "EXAMPLE.com",
    "myexample.com",
    "com",
    "1a",
    "example.1a",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::ffff:1.2.3.4]",
    "[FD00::1]",
    "xn--e1afmkfd.com"
  };
  private static final String[] PATTERNS = {
    "*",
    "*.example.com",
    "*.a.example.com",
    "example.com",
    "a.example.com",
    "127.0.0.1",
    "[::1]",
    "*.com",
    "1a"
  };
  private static final String[] PORTS = {"", "", ":80", ":443", ":8080", ":1", ":65535", ":0", ":"};
  private static final String[] SEGMENTS = {
    "", "feed", "feed", "x", "feedX", ".", "..", "..;", "%2e", "%2F", "%C3%A9", "%c3%a9", "a,b", "@"
  };
  private static final String[] QUERIES = {"", "", "?", "?a=b", "?x=/../admin", "?a@b:80/"};
  private static final String[] METHODS = {"GET", "POST", "GET,PUT", "PUT,GET", "DELETE"};
  private static final String SPOILERS =
      "@:/\\?#%;.,*[] \t\n\0-_~$&'()+!=\"<>^`{|}09afAFxXéⓛ。\u00ad";

  private final Random random;

  RandomTexts(Random random) {
    this.random = random;
  }

  String url() {
    return spoiled(anyOf(SCHEMES) + "://" + anyOf(HOSTS) + anyOf(PORTS) + path() + anyOf(QUERIES));
  }

  String target() {
    String scheme = anyOf(SCHEMES);
    String port = random.nextInt(6) == 0 ? ":*" : anyOf(PORTS);
    String methods = scheme.startsWith("http") ? anyOf(METHODS) + " " : "";
    return spoiled(methods + scheme + "://" + anyOf(PATTERNS) + port + path());
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append('/').append(anyOf(SEGMENTS));
    }
    return path.toString();
  }

  private String spoiled(String text) {
    if (random.nextInt(3) != 0) {
      return text;
    }
    StringBuilder spoiled = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(spoiled.length());
      char spoiler = SPOILERS.charAt(random.nextInt(SPOILERS.length()));
      if (random.nextBoolean()) {
        spoiled.insert(at, spoiler);
      } else {
        spoiled.setCharAt(at, spoiler);
      }
    }
    return spoiled.toString();
  }

  private String anyOf(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }
}
