// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.spi.target.TargetUrl;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts together what is dialled, with the secrets that the grants give at this moment. Scheme,
 * host, port and path are those that were checked.
 */
final class DialRequests {

  private DialRequests() {}

  /** A request cannot be put together. */
  static final class IncompleteException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    IncompleteException(Failure failure) {
      super(failure.message());
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  static Dialer.Request of(Source source, PluginAuthority authority, int maxTextBytes)
      throws IncompleteException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Field header : source.spec().headers()) {
      headers.put(header.name(), value(header, authority));
    }
    return new Dialer.Request(
        uri(source, authority), source.spec().subprotocols(), headers, maxTextBytes);
  }

  private static URI uri(Source source, PluginAuthority authority) throws IncompleteException {
    TargetUrl url = source.url();
    StringBuilder query = new StringBuilder(url.query().orElse(""));
    for (Field parameter : source.spec().query()) {
      query
          .append(query.isEmpty() ? "" : "&")
          .append(encode(parameter.name()))
          .append('=')
          .append(encode(value(parameter, authority)));
    }
    if (query.isEmpty()) {
      return url.uri();
    }
    String text = url.display() + "?" + query;
    if (text.length() > TargetUrl.MAX_LENGTH) {
      throw new IncompleteException(
          Failure.never("url_too_long", "with its query the URL is too long"));
    }
    return URI.create(text);
  }

  /** As it stands in a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String value(Field field, PluginAuthority authority) throws IncompleteException {
    String reference = field.secretRef();
    if (reference == null) {
      return String.valueOf(field.value());
    }
    return authority
        .secret(reference)
        .orElseThrow(
            () ->
                new IncompleteException(
                    Failure.never(
                        "secret_missing",
                        missing(reference, authority) + ", which " + field + " needs")));
  }

  private static String missing(String reference, PluginAuthority authority) {
    return authority
        .unreadSecret(reference)
        .map(placeholder -> placeholder + " could not be read for secret." + reference)
        .orElse("no grant gives secret." + reference);
  }
}
