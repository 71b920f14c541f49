// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.spi.target.TargetUrl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class FurtherSourceTest {

  private static final Field TOKEN = new Field("Authorization", null, "token");
  private static final Field SHARD = new Field("X-Shard", "1", null);
  private static final Field KEY = new Field("key", null, "key");
  private static final Field VERSION = new Field("v", "10", null);

  private static TestSource source(String url) {
    TestSource source = new TestSource(url);
    source.subprotocols = List.of("chat.v1");
    source.headers = List.of(TOKEN, SHARD);
    source.query = List.of(KEY, VERSION);
    source.maxTextBytes = 1_234;
    source.maxSendsPerMinute = 5;
    source.reconnect = new Reconnect(Reconnect.Mode.BACKOFF, 10, 20, Set.of(4444));
    return source;
  }

  private static SourceSpec further(String url, TestSource... sources) {
    Source[] built = List.of(sources).stream().map(TestSource::build).toArray(Source[]::new);
    RunningIngress ingress =
        TestService.ingress(new TestPort(), new QueueSpec(8, 1_000, Overflow.PAUSE, 1_000), built);
    Source source = FurtherSource.of(ingress, TargetUrl.parse(url)).orElseThrow();
    assertEquals(TargetUrl.parse(url), source.url());
    return source.spec();
  }

  private static void assertNoSecret(SourceSpec spec) {
    assertEquals(List.of(), spec.headers());
    assertEquals(List.of(), spec.query());
    assertEquals(List.of("chat.v1"), spec.subprotocols());
    assertEquals(1_234, spec.maxTextBytes());
    assertEquals(5, spec.maxSendsPerMinute());
  }

  @Test
  public void aUrlOfTheSameOriginHasAllThatItsSourceHas() {
    SourceSpec spec = further("wss://example.com/resume?id=7", source("wss://example.com/feed"));
    assertEquals(List.of("chat.v1"), spec.subprotocols());
    assertEquals(List.of(TOKEN, SHARD), spec.headers());
    assertEquals(List.of(KEY, VERSION), spec.query());
    assertEquals(1_234, spec.maxTextBytes());
    assertEquals(5, spec.maxSendsPerMinute());
  }

  @Test
  public void itIsDialledOnce() {
    Reconnect reconnect =
        further("wss://example.com/resume", source("wss://example.com/feed")).reconnect();
    assertEquals(Reconnect.Mode.NONE, reconnect.mode());
    assertEquals(Set.of(4444), reconnect.terminalCodes());
  }

  @Test
  public void anotherHostGetsNoSecret() {
    assertNoSecret(further("wss://other.example.com/feed", source("wss://example.com/feed")));
  }

  @Test
  public void anotherPortGetsNoSecret() {
    assertNoSecret(further("wss://example.com:8443/feed", source("wss://example.com/feed")));
  }

  @Test
  public void anotherSchemeGetsNoSecret() {
    assertNoSecret(further("ws://example.com:443/feed", source("wss://example.com/feed")));
  }

  @Test
  public void aNameInUpperCaseIsTheSameOrigin() {
    assertEquals(
        List.of(TOKEN, SHARD),
        further("WSS://EXAMPLE.com:443/x", source("wss://example.com/feed")).headers());
  }

  @Test
  public void aParameterOfTheUrlStandsInThePlaceOfTheSources() {
    assertEquals(
        List.of(KEY),
        further("wss://example.com/feed?id=7&v=9", source("wss://example.com/feed")).query());
  }

  @Test
  public void aSourceOfTheSameOriginComesBeforeTheFirst() {
    TestSource first = source("wss://first.example.com/feed");
    TestSource own = source("wss://example.com/feed");
    own.headers = List.of(SHARD);
    assertEquals(List.of(SHARD), further("wss://example.com/resume", first, own).headers());
  }

  @Test
  public void aSourceOfTheSamePathComesBeforeOthersOfItsOrigin() {
    TestSource first = source("wss://example.com/a");
    TestSource own = source("wss://example.com/b");
    own.headers = List.of(SHARD);
    assertEquals(List.of(SHARD), further("wss://example.com/b?resume=1", first, own).headers());
  }

  @Test
  public void anIngressWithoutASourceHasNoFurtherOne() {
    RunningIngress ingress =
        TestService.ingress(new TestPort(), new QueueSpec(8, 1_000, Overflow.PAUSE, 1_000));
    assertEquals(
        Optional.empty(), FurtherSource.of(ingress, TargetUrl.parse("wss://example.com/feed")));
  }
}
