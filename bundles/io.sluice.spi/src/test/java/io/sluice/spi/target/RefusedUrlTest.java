// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** URLs that are refused before anything is looked up, each with what is said about it. */
@RunWith(Parameterized.class)
public final class RefusedUrlTest {

  private static final String NO_HOST = "no host";
  private static final String NO_SLASHES = "no // after the scheme";
  private static final String NO_SCHEME = "no scheme; begin with wss:// or another scheme";
  private static final String OTHER_SCHEME = "the scheme is none of ws, wss, http, https";
  private static final String USER = "user information is not allowed";
  private static final String FRAGMENT = "a fragment is not allowed";
  private static final String BACKSLASH = "a backslash is not allowed";
  private static final String WHITE_SPACE = "white space and control characters are not allowed";
  private static final String NOT_ASCII = "only ASCII is allowed";
  private static final String TOO_LONG = "longer than 2048 characters";
  private static final String PORT = "the port is not a number from 1 to 65535";

  private static final String HOST_CHARACTER =
      "the host has a character other than a-z, 0-9, hyphen and dot";
  private static final String EMPTY_LABEL = "the host has an empty label";
  private static final String LONG_LABEL = "the host has a label longer than 63 characters";
  private static final String LONG_HOST = "the host is longer than 253 characters";
  private static final String HYPHEN = "the host has a label that begins or ends with a hyphen";
  private static final String NUMBER =
      "the host is a number but not an IPv4 address in dotted decimal form";
  private static final String LAST_LABEL = "the host's last label begins with a digit";
  private static final String IPV6_IN_IPV4 =
      "the host is an IPv4 address in IPv6 form; write it in dotted decimal form";
  private static final String NOT_CANONICAL =
      "the IPv6 address is not in canonical form (RFC 5952); write ";

  private static final String DOT_SEGMENT = "the path has a dot segment";
  private static final String EMPTY_SEGMENT = "the path has an empty segment";
  private static final String PATH_CHARACTER = "the path has a character that is not allowed in it";
  private static final String ENCODED_MARK =
      "the path percent-encodes a slash, a backslash, a percent sign or a semicolon";
  private static final String ENCODED_CONTROL = "the path percent-encodes a control character";
  private static final String ENCODED_PLAIN =
      "the path percent-encodes a character that stands for itself";
  private static final String LOWER_CASE_ENCODING =
      "the path percent-encodes with hex digits in lower case; write them in upper case";
  private static final String NOT_UTF8 = "the path percent-encodes what is not UTF-8";
  private static final String NOT_A_URL = "not a URL";

  private final String url;
  private final String message;

  public RefusedUrlTest(String label, String url, String message) {
    this.url = url;
    this.message = message;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> refusals() {
    Table table = new Table();
    otherAuthorities(table);
    forms(table);
    ports(table);
    names(table);
    addresses(table);
    text(table);
    dotsAndSlashes(table);
    encodings(table);
    return table.rows();
  }

  private static void otherAuthorities(Table table) {
    table
        .add("ws://example.com@evil.test/", USER)
        .add("ws://example.com:80@evil.test/", USER)
        .add("ws://user:pw@example.com/", USER)
        .add("ws://@example.com/", USER)
        .add("ws://example.com%40evil.test/", HOST_CHARACTER)
        .add("ws://example.com#@evil.test/", FRAGMENT)
        .add("ws://evil.test#@example.com/", FRAGMENT)
        .add("ws://example.com/feed#", FRAGMENT)
        .add("ws://evil.test\\@example.com/", BACKSLASH)
        .add("ws://evil.test\\.example.com/", BACKSLASH)
        .add("ws://example.com%09.evil.test/", HOST_CHARACTER)
        .add("ws://example.com%2eevil.test/", HOST_CHARACTER)
        .add("ws://example.com%00.evil.test/", HOST_CHARACTER);
  }

  private static void forms(Table table) {
    table
        .add("", NO_SCHEME)
        .add("example.com", NO_SCHEME)
        .add("//example.com/", NO_SCHEME)
        .add("ws:", NOT_A_URL)
        .add("ws:example.com/", NO_SLASHES)
        .add("ws:/example.com/", NO_HOST)
        .add("ws://", NOT_A_URL)
        .add("ws:///example.com/", NO_HOST)
        .add("ws://?query", NO_HOST)
        .add("ws://./", NO_HOST)
        .add("ws://:80/", NO_HOST)
        .add("ws+unix:///var/run/docker.sock", OTHER_SCHEME)
        .add("file:///etc/passwd", OTHER_SCHEME)
        .add("ftp://example.com/", OTHER_SCHEME)
        .add("*://example.com/", NOT_A_URL);
  }

  private static void ports(Table table) {
    table
        .add("ws://example.com:/", PORT)
        .add("ws://example.com:0/", PORT)
        .add("ws://example.com:65536/", PORT)
        .add("ws://example.com:99999999999999999999/", PORT)
        .add("ws://example.com:-1/", PORT)
        .add("ws://example.com:+80/", PORT)
        .add("ws://example.com:abc/", PORT)
        .add("ws://example.com:*/", PORT)
        .add("ws://example.com:008080/", PORT)
        .add("ws://example.com:080/", PORT)
        .add("ws://example.com:80:80/", HOST_CHARACTER)
        .add("ws://[::1]:0/", PORT)
        .add("ws://[::1]:/", PORT);
  }

  private static void names(Table table) {
    table
        .add("ws://a..b/", EMPTY_LABEL)
        .add("ws://.example.com/", EMPTY_LABEL)
        .add("ws://example.com../", EMPTY_LABEL)
        .add("ws://exam_ple.com/", HOST_CHARACTER)
        .add("ws://*.example.com/", HOST_CHARACTER)
        .add("ws://-example.com/", HYPHEN)
        .add("ws://example-.com/", HYPHEN)
        .add("a label of 64 characters", "ws://" + "a".repeat(64) + ".com/", LONG_LABEL)
        .add("a name of 254 characters", "ws://" + "a.".repeat(126) + "bc/", LONG_HOST)
        .add("ws://example.1com/", LAST_LABEL)
        .add("ws://127.0.0.1x/", LAST_LABEL);
  }

  private static void addresses(Table table) {
    table
        .add("ws://2130706433/", NUMBER)
        .add("ws://2852039166/", NUMBER)
        .add("ws://0x7f000001/", NUMBER)
        .add("ws://0x7f.0.0.1/", NUMBER)
        .add("ws://127.0.0.0x1/", NUMBER)
        .add("ws://0X7F.1/", NUMBER)
        .add("ws://0x/", NUMBER)
        .add("ws://0177.0.0.1/", NUMBER)
        .add("ws://017700000001/", NUMBER)
        .add("ws://127.1/", NUMBER)
        .add("ws://0/", NUMBER)
        .add("ws://00.0.0.0/", NUMBER)
        .add("ws://256.0.0.1/", NUMBER)
        .add("ws://127.0.0.1.1/", NUMBER)
        .add("ws://127.0.0.1.com.1/", NUMBER)
        .add("ws://[::1", NOT_A_URL)
        .add("ws://exam[ple.com/", NOT_A_URL)
        .add("ws://[[example.com]]/", NOT_A_URL)
        .add("ws://[example.com]/", NOT_A_URL)
        .add("ws://[127.0.0.1]/", NOT_A_URL)
        .add("ws://[]/", NOT_A_URL)
        .add("ws://[.:1]/", NOT_A_URL)
        .add("ws://[fe80::1%25lo]/", "the host is not an IPv6 address in brackets")
        .add("ws://[::1].example.com/", NOT_A_URL)
        .add("ws://[0:0:0:0:0:0:0:1]/", NOT_CANONICAL + "[::1]")
        .add("ws://[2001:db8:0:0:1:0:0:1]/", NOT_CANONICAL + "[2001:db8::1:0:0:1]")
        .add("ws://[::1.2.3.4]/", NOT_CANONICAL + "[::102:304]")
        .add("ws://[::ffff:127.0.0.1]/", IPV6_IN_IPV4)
        .add("ws://[::ffff:7f00:1]/", IPV6_IN_IPV4);
  }

  private static void text(Table table) {
    table
        .add(" ws://example.com/", WHITE_SPACE)
        .add("ws://example.com/ ", WHITE_SPACE)
        .add("ws://exam ple.com/", WHITE_SPACE)
        .add("ws://example.com/a b", WHITE_SPACE)
        .add("ws://example.com/?a b", WHITE_SPACE)
        .add("a tab", "ws://example.com\t/", WHITE_SPACE)
        .add("a carriage return", "ws://example.com/\r", WHITE_SPACE)
        .add("a line feed", "ws://example.com/feed\n", WHITE_SPACE)
        .add("a null character", "ws://example.com/\0", WHITE_SPACE)
        .add("a delete character", "ws://example.com/\u007f", WHITE_SPACE)
        .add("a circled letter", "ws://\u24dbocalhost/", NOT_ASCII)
        .add("full-width digits", "ws://\uff11\uff12\uff17.0.0.1/", NOT_ASCII)
        .add("ideographic full stops", "ws://127\u30020\u30020\u30021/", NOT_ASCII)
        .add("a soft hyphen", "ws://exa\u00admple.com/", NOT_ASCII)
        .add("a Cyrillic letter", "ws://\u0435xample.com/", NOT_ASCII)
        .add("the Kelvin sign, whose lower case is ASCII", "ws://\u212a.com/", NOT_ASCII)
        .add("a letter with an accent in the path", "ws://example.com/\u00e9", NOT_ASCII)
        .add("a letter with an accent in the query", "ws://example.com/?\u00e9", NOT_ASCII)
        .add("2049 characters", urlOfLength(2_049), TOO_LONG);
  }

  private static void dotsAndSlashes(Table table) {
    table
        .add("ws://example.com/feed/../admin", DOT_SEGMENT)
        .add("ws://example.com/feed/..", DOT_SEGMENT)
        .add("ws://example.com/./feed", DOT_SEGMENT)
        .add("ws://example.com/feed/.", DOT_SEGMENT)
        .add("ws://example.com//feed", EMPTY_SEGMENT)
        .add("ws://example.com/feed//x", EMPTY_SEGMENT)
        .add("ws://example.com/feed//", EMPTY_SEGMENT)
        .add("ws://example.com/feed/..;/admin", PATH_CHARACTER)
        .add("ws://example.com/feed;a=b/x", PATH_CHARACTER)
        .add("ws://example.com/feed\\..\\admin", BACKSLASH)
        .add("ws://example.com/feed?a\\b", BACKSLASH)
        .add("ws://example.com/fe[e]d", NOT_A_URL)
        .add("ws://example.com/<feed>", NOT_A_URL)
        .add("ws://example.com/feed?a=\"b\"", NOT_A_URL);
  }

  private static void encodings(Table table) {
    table
        .add("ws://example.com/feed/%2e%2e/admin", ENCODED_PLAIN)
        .add("ws://example.com/feed/%2E%2E/admin", ENCODED_PLAIN)
        .add("ws://example.com/feed/.%2e/admin", ENCODED_PLAIN)
        .add("ws://example.com/%66eed", ENCODED_PLAIN)
        .add("ws://example.com/a%40b", ENCODED_PLAIN)
        .add("ws://example.com/a%3Ab", ENCODED_PLAIN)
        .add("ws://example.com/a%7Eb", ENCODED_PLAIN)
        .add("ws://example.com/feed/%252e%252e/admin", ENCODED_MARK)
        .add("ws://example.com/feed/..%2fadmin", ENCODED_MARK)
        .add("ws://example.com/feed%2f..%2fadmin", ENCODED_MARK)
        .add("ws://example.com/feed/..%5cadmin", ENCODED_MARK)
        .add("ws://example.com/feed%3Ba=b", ENCODED_MARK)
        .add("ws://example.com/feed%00/x", ENCODED_CONTROL)
        .add("ws://example.com/feed%1F", ENCODED_CONTROL)
        .add("ws://example.com/feed%7F", ENCODED_CONTROL)
        .add("ws://example.com/feed%0d%0aX:1", ENCODED_CONTROL)
        .add("ws://example.com/feed%c0%ae%c0%ae/x", LOWER_CASE_ENCODING)
        .add("ws://example.com/%c3%A9", LOWER_CASE_ENCODING)
        .add("ws://example.com/feed%C0%AE%C0%AE/x", NOT_UTF8)
        .add("ws://example.com/%ED%A0%80", NOT_UTF8)
        .add("ws://example.com/%C3/%A9", NOT_UTF8)
        .add("ws://example.com/feed%zz", NOT_A_URL)
        .add("ws://example.com/feed%2", NOT_A_URL)
        .add("ws://example.com/feed?%zz", NOT_A_URL);
  }

  static String urlOfLength(int length) {
    String start = "ws://example.com/";
    return start + "a".repeat(length - start.length());
  }

  @Test
  public void isRefusedForItsReason() {
    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> TargetUrl.parse(url));

    assertEquals(message, withoutReasonOfJdk(refusal));
  }

  private static String withoutReasonOfJdk(InvalidTargetException refusal) {
    return String.valueOf(refusal.getMessage()).replaceFirst("^(not a URL): [A-Z].*", "$1");
  }
}
