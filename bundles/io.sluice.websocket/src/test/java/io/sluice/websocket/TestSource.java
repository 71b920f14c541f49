// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Binary;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.plugin.SourceSpec.Liveness;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.util.List;
import java.util.Set;

/** A source as a manifest declares it: with nothing to keep it busy but what the test asks for. */
final class TestSource {

  private final String url;
  List<String> subprotocols = List.of();
  List<Field> headers = List.of();
  List<Field> query = List.of();
  int maxTextBytes = SourceSpec.STANDARD_TEXT_BYTES;
  int maxSendsPerMinute;
  Binary binary = Binary.SKIP;
  Reconnect reconnect = new Reconnect(Reconnect.Mode.BACKOFF, 1, 1, Set.of());
  Liveness liveness = new Liveness(0, 20_000, 0);

  TestSource(String url) {
    this.url = url;
  }

  SourceSpec spec() {
    return new SourceSpec(
        UrlTemplate.parse(url),
        subprotocols,
        headers,
        query,
        maxTextBytes,
        maxSendsPerMinute,
        binary,
        reconnect,
        liveness);
  }

  Source build() {
    return new Source(spec(), TargetUrl.parse(url));
  }
}
