// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A URL in which the host, the port or path segments may be left open, as {@code ${name}}, for a
 * grant to fill.
 */
public final class UrlTemplate {

  private final OpenParts open = new OpenParts();
  private final String scheme;
  private final String host;
  private final @Nullable String port;
  private final List<String> segments;
  private final @Nullable String query;

  private UrlTemplate(String text) {
    int slashes = text.indexOf("://");
    if (slashes < 0) {
      throw new InvalidTargetException("no // after the scheme");
    }
    scheme = text.substring(0, slashes);
    String rest = text.substring(slashes + 3);
    int question = rest.indexOf('?');
    query = question < 0 ? null : rest.substring(question + 1);
    String[] parts = (question < 0 ? rest : rest.substring(0, question)).split("/", -1);
    int colon = parts[0].lastIndexOf(':');
    boolean hasPort = colon > parts[0].lastIndexOf(']');
    host = open.note(hasPort ? parts[0].substring(0, colon) : parts[0], Placeholder.HOST);
    port = hasPort ? open.note(parts[0].substring(colon + 1), Placeholder.PORT) : null;
    segments =
        Arrays.stream(parts).skip(1).map(part -> open.note(part, Placeholder.SEGMENT)).toList();
    if (query != null && query.contains("${")) {
      throw new InvalidTargetException("a query takes no ${parameter}");
    }
  }

  /**
   * Parses a template.
   *
   * @param text a URL that {@link TargetUrl#parse} would accept once it is filled
   * @return the template
   * @throws InvalidTargetException if it would not
   */
  public static UrlTemplate parse(String text) {
    UrlTemplate template = new UrlTemplate(text);
    template.sample();
    return template;
  }

  /**
   * The parameters to be filled.
   *
   * @return their names, in the order in which they occur
   */
  public Set<String> parameters() {
    return open.names();
  }

  /**
   * Fills the template.
   *
   * @param values a value for each of {@link #parameters()}
   * @return the URL
   * @throws InvalidTargetException if a value is missing, or is not of the form of the part that it
   *     stands for; the message names the parameter
   */
  public TargetUrl resolve(Map<String, String> values) {
    open.require(values);
    return TargetUrl.parse(fill(values));
  }

  /**
   * Fills the template with made-up values, which are the same for the same name, so that templates
   * can be compared before anyone filled them.
   *
   * @return a URL that is not meant to be dialled
   */
  public TargetUrl sample() {
    return resolve(open.samples());
  }

  private String fill(Map<String, String> values) {
    StringBuilder text = new StringBuilder(scheme).append("://").append(fill(host, values));
    if (port != null) {
      text.append(':').append(fill(port, values));
    }
    segments.forEach(segment -> text.append('/').append(fill(segment, values)));
    return query == null ? text.toString() : text.append('?').append(query).toString();
  }

  private static String fill(String part, Map<String, String> values) {
    return OpenParts.fill(part, values);
  }

  /** The template without its query, as it may be shown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://").append(host);
    if (port != null) {
      text.append(':').append(port);
    }
    segments.forEach(segment -> text.append('/').append(segment));
    return text.toString();
  }
}
