// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.websocket.DialRequests.IncompleteException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class DialRequestsTest {

  private final TestAuthority authority = new TestAuthority();

  private Dialer.Request request(TestSource source) throws IncompleteException {
    return DialRequests.of(source.build(), authority.snapshot().plugin(7), 1_000);
  }

  private static Field value(String name, String value) {
    return new Field(name, value, null);
  }

  private static Field secret(String name, String reference) {
    return new Field(name, null, reference);
  }

  @Test
  public void aPlainSourceIsDialledAsItIs() throws Exception {
    TestSource source = new TestSource("ws://example.com/feed?v=10");
    source.subprotocols = List.of("a", "b");
    Dialer.Request request = request(source);
    assertEquals(URI.create("ws://example.com/feed?v=10"), request.uri());
    assertEquals(List.of("a", "b"), request.subprotocols());
    assertEquals(Map.of(), request.headers());
    assertEquals(1_000, request.maxFrameBytes());
  }

  @Test
  public void theQueryOfTheSourceIsPutBehindThatOfTheUrl() throws Exception {
    TestSource source = new TestSource("ws://example.com/feed?v=10");
    source.query = List.of(value("shard", "1"), value("shards", "2"));
    assertEquals(URI.create("ws://example.com/feed?v=10&shard=1&shards=2"), request(source).uri());
  }

  @Test
  public void theQueryIsEncoded() throws Exception {
    TestSource source = new TestSource("ws://example.com/feed");
    source.query = List.of(value("a&b", "c d+e=\u00E9#\r\n"));
    assertEquals(
        URI.create("ws://example.com/feed?a%26b=c%20d%2Be%3D%C3%A9%23%0D%0A"),
        request(source).uri());
  }

  @Test
  public void secretsAreFilledIn() throws Exception {
    authority.secret("token", "s3cret");
    TestSource source = new TestSource("ws://example.com/feed");
    source.headers = List.of(secret("Authorization", "token"), value("X-Shard", "1"));
    source.query = List.of(secret("access", "token"));
    Dialer.Request request = request(source);
    assertEquals(Map.of("Authorization", "s3cret", "X-Shard", "1"), request.headers());
    assertEquals(URI.create("ws://example.com/feed?access=s3cret"), request.uri());
    assertFalse(request.toString(), request.toString().contains("s3cret"));
  }

  @Test
  public void aMissingSecretIsNamed() {
    TestSource source = new TestSource("ws://example.com/feed");
    source.headers = List.of(secret("Authorization", "token"));
    Failure failure = assertThrows(IncompleteException.class, () -> request(source)).failure();
    assertEquals("secret_missing", failure.code());
    assertEquals("no grant gives secret.token, which Authorization needs", failure.message());
    assertEquals(Failure.Retry.NEVER, failure.retry());
  }

  @Test
  public void aQueryThatIsTooLongIsRefused() {
    TestSource source = new TestSource("ws://example.com/feed");
    source.query = List.of(value("x", "x".repeat(2_048)));
    Failure failure = assertThrows(IncompleteException.class, () -> request(source)).failure();
    assertEquals("url_too_long", failure.code());
    assertEquals("with its query the URL is too long", failure.message());
    assertEquals(Failure.Retry.NEVER, failure.retry());
  }
}
