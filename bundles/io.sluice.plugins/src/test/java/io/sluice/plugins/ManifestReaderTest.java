// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import io.sluice.api.event.EventKind;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.PluginManifest.Parameter;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Binary;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.plugin.SourceSpec.Liveness;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** What is read from a good manifest. The samples have what is refused. */
public class ManifestReaderTest {

  @Test
  public void aManifestWithoutAnythingDeclaresNothing() throws Exception {
    assertEquals(
        new PluginManifest("", List.of(), List.of(), List.of(), List.of()), read("smallest"));
  }

  @Test
  public void theExampleOfTheContractIsRead() throws Exception {
    PluginManifest manifest = read("example-of-the-contract");

    assertEquals("Mirrors the events of a chat gateway.", manifest.description());
    assertEquals(List.of("wss://gateway.example.com/gateway"), targets(manifest.websocket()));
    assertEquals("receives the events", manifest.websocket().get(0).reason());
    assertEquals(List.of("POST https://api.example.com/v1"), targets(manifest.request()));
    IngressSpec gateway = manifest.ingress("gateway").orElseThrow();
    assertEquals("Events of the gateway.", gateway.description());
    assertEquals(
        EnumSet.of(
            EventKind.WEBSOCKET_OPEN,
            EventKind.WEBSOCKET_TEXT,
            EventKind.WEBSOCKET_CLOSE,
            EventKind.WEBSOCKET_ERROR),
        gateway.eventKinds());
    SourceSpec source = gateway.sources().get(0);
    assertEquals("wss://gateway.example.com/gateway?v=10", source.url().sample().uri().toString());
    assertEquals(List.of("example.v1"), source.subprotocols());
    assertEquals(List.of(new Field("Authorization", null, "gateway-token")), source.headers());
  }

  @Test
  public void theTargetsAreOneForEachPathPrefix() throws Exception {
    PluginManifest manifest = read("every-field");

    assertEquals(
        List.of(
            "ws://${server}:${port}/rooms/${room}",
            "ws://${server}:${port}/lobby",
            "wss://*.example.com:8443/feed"),
        targets(manifest.websocket()));
    assertEquals(
        List.of("GET http://127.0.0.1:*/status", "GET,POST,PUT,PATCH,DELETE https://*"),
        targets(manifest.request()));
    assertEquals(
        List.of("follows a room", "follows a room", "follows the feed"),
        manifest.websocket().stream().map(DeclaredTarget::reason).toList());
  }

  @Test
  public void theParametersAreRead() throws Exception {
    assertEquals(
        List.of(
            new Parameter("server", "where the feed is"),
            new Parameter("port", ""),
            new Parameter("room", "which room to follow")),
        read("every-field").parameters());
  }

  @Test
  public void theQueuesAreRead() throws Exception {
    PluginManifest manifest = read("every-field");

    assertEquals(
        List.of(
            new QueueSpec(1_000, 1_000_000, Overflow.DROP_OLDEST, 5_000),
            new QueueSpec(256, 4_194_304, Overflow.DROP_NEWEST, 60_000),
            new QueueSpec(256, 4_194_304, Overflow.CLOSE, 60_000)),
        manifest.ingresses().stream().map(IngressSpec::queue).toList());
  }

  @Test
  public void everyFieldOfASourceIsRead() throws Exception {
    IngressSpec rooms = read("every-field").ingress("rooms").orElseThrow();
    SourceSpec source = rooms.sources().get(0);

    assertEquals("ws://${server}:${port}/rooms/${room}", source.url().toString());
    assertEquals(List.of("example.v2", "example.v1"), source.subprotocols());
    assertEquals(
        List.of(
            new Field("Authorization", null, "room-token"), new Field("X-Client", "mirror", null)),
        source.headers());
    assertEquals(
        List.of(new Field("token", null, "query_token"), new Field("compress", "", null)),
        source.query());
    assertEquals(65_536, source.maxTextBytes());
    assertEquals(120, source.maxSendsPerMinute());
    assertEquals(Binary.CLOSE, source.binary());
    assertEquals(
        new Reconnect(Reconnect.Mode.NONE, 500, 30_000, Set.of(1_000, 4_001, 4_999)),
        source.reconnect());
    assertEquals(new Liveness(0, 5_000, 60_000), source.liveness());
  }

  @Test
  public void whatIsLeftOutIsTheDefault() throws Exception {
    IngressSpec feed = read("defaults-left-out").ingress("feed").orElseThrow();
    SourceSpec source = feed.sources().get(0);

    assertEquals("", feed.description());
    assertEquals(EnumSet.allOf(EventKind.class), feed.eventKinds());
    assertEquals(QueueSpec.STANDARD, feed.queue());
    assertEquals(
        new SourceSpec(
            source.url(),
            List.of(),
            List.of(),
            List.of(),
            SourceSpec.STANDARD_TEXT_BYTES,
            0,
            Binary.SKIP,
            Reconnect.STANDARD,
            Liveness.STANDARD),
        source);
  }

  @Test
  public void theDefaultsCanBeWrittenOut() throws Exception {
    PluginManifest written = read("defaults-written-out");
    PluginManifest leftOut = read("defaults-left-out");

    assertEquals(written.description(), leftOut.description());
    assertEquals(written.parameters(), leftOut.parameters());
    assertEquals(targets(written.websocket()), targets(leftOut.websocket()));
    assertEquals(written.request(), leftOut.request());
    IngressSpec one = written.ingresses().get(0);
    IngressSpec other = leftOut.ingresses().get(0);
    assertEquals(withSourcesOf(other, one), other);
    assertEquals(withUrlOf(other, one), other.sources().get(0));
  }

  private static IngressSpec withSourcesOf(IngressSpec sources, IngressSpec ingress) {
    return new IngressSpec(
        ingress.name(),
        ingress.description(),
        ingress.eventKinds(),
        ingress.queue(),
        sources.sources());
  }

  /** The source of one ingress with the URL of another's, since URLs are not compared. */
  private static SourceSpec withUrlOf(IngressSpec url, IngressSpec ingress) {
    SourceSpec source = ingress.sources().get(0);
    return new SourceSpec(
        url.sources().get(0).url(),
        source.subprotocols(),
        source.headers(),
        source.query(),
        source.maxTextBytes(),
        source.maxSendsPerMinute(),
        source.binary(),
        source.reconnect(),
        source.liveness());
  }

  @Test
  public void aNumberInAnotherFormIsTheSameNumber() throws Exception {
    IngressSpec feed = read("numbers-in-other-forms").ingress("feed").orElseThrow();

    assertEquals(new QueueSpec(100, 400, Overflow.PAUSE, 1), feed.queue());
    assertEquals(new Liveness(0, 10_000, 0), feed.sources().get(0).liveness());
  }

  @Test
  public void escapesAreResolved() throws Exception {
    assertEquals(
        "\0\b\f\n\r\t\"\\/ \uD83D\uDE00 \uD83D\uDE00 \u2028 \uFEFF",
        read("texts-with-escapes").description());
  }

  @Test
  public void theFirstWaitRaisesTheDefaultOfTheLongestWait() throws Exception {
    PluginManifest manifest =
        ManifestReader.read(
            """
            {
              "schema_version": 1,
              "host_api": { "websocket": [{ "scheme": "wss", "host": "example.com" }] },
              "ingresses": [
                {
                  "name": "feed",
                  "sources": [
                    { "websocket": "wss://example.com", "reconnect": { "initial_ms": 600000 } }
                  ]
                }
              ]
            }
            """
                .getBytes(UTF_8));

    Reconnect reconnect = manifest.ingresses().get(0).sources().get(0).reconnect();
    assertEquals(600_000, reconnect.maxMillis());
  }

  private static List<String> targets(List<DeclaredTarget> targets) {
    return targets.stream().map(each -> each.target().toString()).toList();
  }

  private static PluginManifest read(String sample) throws Exception {
    ManifestSample good =
        ManifestSample.in(ManifestSample.GOOD)
            .filter(each -> each.name().equals(sample))
            .findFirst()
            .orElseThrow();
    return ManifestReader.read(good.json());
  }
}
