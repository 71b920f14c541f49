// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** URLs that are accepted, each with what is dialled. */
@RunWith(Parameterized.class)
public final class AcceptedUrlTest {

  private final String url;
  private final String dialled;

  public AcceptedUrlTest(String label, String url, String dialled) {
    this.url = url;
    this.dialled = dialled;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> urls() {
    return new Table()
        .add("WS://EXAMPLE.COM/", "ws://example.com/")
        .add("wss://Example.Com/Feed?Key=Value", "wss://example.com/Feed?Key=Value")
        .add("ws://example.com./", "ws://example.com/")
        .add("ws://example.com.:8080/", "ws://example.com:8080/")
        .add("ws://example.com", "ws://example.com/")
        .add("ws://example.com?a=b", "ws://example.com/?a=b")
        .add("ws://example.com/?", "ws://example.com/?")
        .add("ws://example.com:80/", "ws://example.com/")
        .add("ws://example.com:443/", "ws://example.com:443/")
        .add("wss://example.com:443/", "wss://example.com/")
        .add("wss://example.com:80/", "wss://example.com:80/")
        .add("wss://example.com:1/", "wss://example.com:1/")
        .add("wss://example.com:65535/", "wss://example.com:65535/")
        .add("http://example.com:80/v1", "http://example.com/v1")
        .add("https://example.com:443/v1", "https://example.com/v1")
        .add("ws://localhost/", "ws://localhost/")
        .add("ws://3scale/", "ws://3scale/")
        .add("ws://4.example.com/", "ws://4.example.com/")
        .add("ws://xn--e1afmkfd.xn--p1ai/", "ws://xn--e1afmkfd.xn--p1ai/")
        .add("ws://0.0.0.0/", "ws://0.0.0.0/")
        .add("ws://255.255.255.255/", "ws://255.255.255.255/")
        .add("ws://127.0.0.1./", "ws://127.0.0.1/")
        .add("ws://[::1]/", "ws://[::1]/")
        .add("ws://[::]/", "ws://[::]/")
        .add("ws://[FD00::1]:8080/feed", "ws://[fd00::1]:8080/feed")
        .add("ws://[2001:db8::1:0:0:1]/", "ws://[2001:db8::1:0:0:1]/")
        .add("ws://[2001:db8:0:1:1:1:1:1]/", "ws://[2001:db8:0:1:1:1:1:1]/")
        .add("ws://[::102:304]:80/", "ws://[::102:304]/")
        .add("ws://example.com/feed", "ws://example.com/feed")
        .add("ws://example.com/feed/", "ws://example.com/feed/")
        .add("ws://example.com/feed?x=/../admin", "ws://example.com/feed?x=/../admin")
        .add("ws://example.com/feed?x=%2e%2f%252e;y", "ws://example.com/feed?x=%2e%2f%252e;y")
        .add("ws://example.com/a.b/..c/d..", "ws://example.com/a.b/..c/d..")
        .add("ws://example.com/a-._~!$&'()*+,=:@b", "ws://example.com/a-._~!$&'()*+,=:@b")
        .add("ws://example.com/a%20b/%C3%A9", "ws://example.com/a%20b/%C3%A9")
        .add("ws://example.com/a@b:c", "ws://example.com/a@b:c")
        .add("a label of 63 characters", label(63), label(63))
        .add("a name of 253 characters", name(253), name(253))
        .add(
            "2048 characters", RefusedUrlTest.urlOfLength(2_048), RefusedUrlTest.urlOfLength(2_048))
        .rows();
  }

  private static String label(int length) {
    return "ws://" + "a".repeat(length) + ".com/";
  }

  private static String name(int length) {
    return "ws://" + "a.".repeat((length - 1) / 2) + "b/";
  }

  @Test
  public void isDialledInItsCanonicalForm() {
    assertEquals(dialled, TargetUrl.parse(url).uri().toString());
  }
}
