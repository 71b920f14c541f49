// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The source of a further connection: a URL that a plugin names at run time, often one that a
 * server gave, with the settings of a source of the manifest. What may hold secrets, header and
 * query, is for the origin that the manifest names and for no other.
 */
final class FurtherSource {

  private FurtherSource() {}

  /** Makes the source, unless the ingress has none that it could be like. */
  static Optional<Source> of(RunningIngress ingress, TargetUrl url) {
    return model(ingress.sources(), url).map(model -> new Source(spec(model, url), url));
  }

  /** The one of the same path, else one of the same origin, else the first. */
  private static Optional<Source> model(List<Source> sources, TargetUrl url) {
    return sources.stream()
        .filter(source -> isSameOrigin(source.url(), url))
        .filter(source -> source.url().path().equals(url.path()))
        .findFirst()
        .or(() -> sources.stream().filter(source -> isSameOrigin(source.url(), url)).findFirst())
        .or(() -> sources.stream().findFirst());
  }

  private static boolean isSameOrigin(TargetUrl one, TargetUrl other) {
    return one.scheme() == other.scheme()
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  private static SourceSpec spec(Source model, TargetUrl url) {
    SourceSpec spec = model.spec();
    boolean own = isSameOrigin(model.url(), url);
    return new SourceSpec(
        UrlTemplate.parse(url.uri().toString()),
        spec.subprotocols(),
        own ? spec.headers() : List.of(),
        own ? without(spec.query(), names(url)) : List.of(),
        spec.maxTextBytes(),
        spec.maxSendsPerMinute(),
        spec.binary(),
        new Reconnect(
            Reconnect.Mode.NONE,
            spec.reconnect().initialMillis(),
            spec.reconnect().maxMillis(),
            spec.reconnect().terminalCodes()),
        spec.liveness());
  }

  private static List<Field> without(List<Field> fields, Set<String> names) {
    return fields.stream()
        .filter(field -> !names.contains(DialRequests.encode(field.name())))
        .toList();
  }

  private static Set<String> names(TargetUrl url) {
    return Arrays.stream(url.query().orElse("").split("&", -1))
        .map(parameter -> parameter.split("=", 2)[0])
        .collect(Collectors.toSet());
  }
}
