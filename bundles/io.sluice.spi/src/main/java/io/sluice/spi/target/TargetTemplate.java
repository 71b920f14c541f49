// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A target in which the host, the port or segments of the path prefix may be left open, as {@code
 * ${name}}, for a grant to fill.
 */
public final class TargetTemplate {

  private static final String ANY_PORT = "*";

  private final OpenParts open = new OpenParts();
  private final Set<String> methods;
  private final Scheme scheme;
  private final String host;
  private final String port;
  private final String pathPrefix;

  /**
   * Makes a template of its parts, each of which is literal or {@code ${name}}.
   *
   * @param methods the request methods, empty for WebSocket
   * @param scheme the scheme
   * @param host the host
   * @param port the port: a number, {@code *} for any, or empty for the scheme's own
   * @param pathPrefix the path prefix, empty for any path
   * @throws InvalidTargetException if a literal part is none of its kind
   */
  public TargetTemplate(
      Set<String> methods, Scheme scheme, String host, String port, String pathPrefix) {
    this.methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    this.scheme = scheme;
    this.host = open.note(host, Placeholder.HOST);
    this.port = open.note(port, Placeholder.PORT);
    this.pathPrefix = pathPrefix;
    Arrays.stream(pathPrefix.split("/")).forEach(part -> open.note(part, Placeholder.SEGMENT));
    sample();
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
   * @return the target
   * @throws InvalidTargetException if a value is missing, or is not of the form of the part that it
   *     stands for; the message names the parameter
   */
  public Target resolve(Map<String, String> values) {
    open.require(values);
    String filledPort = OpenParts.fill(port, values);
    String filledPath =
        Arrays.stream(pathPrefix.split("/", -1))
            .map(part -> OpenParts.fill(part, values))
            .collect(Collectors.joining("/"));
    return new Target(
        methods,
        scheme,
        new HostPattern(OpenParts.fill(host, values)),
        portNumber(filledPort),
        filledPath);
  }

  private int portNumber(String text) {
    if (text.isEmpty()) {
      return scheme.defaultPort();
    }
    return text.equals(ANY_PORT) ? Target.ANY_PORT : TargetUrl.port(text);
  }

  /**
   * Fills the template with made-up values; see {@link UrlTemplate#sample()}.
   *
   * @return a target that is not meant to be granted
   */
  public Target sample() {
    return resolve(open.samples());
  }

  /** The one-line form, with what is left open. */
  @Override
  public String toString() {
    String prefix = methods.isEmpty() ? "" : String.join(",", methods) + " ";
    String written =
        port.isEmpty() || port.equals(String.valueOf(scheme.defaultPort())) ? "" : ":" + port;
    return prefix + scheme.text() + "://" + host + written + pathPrefix;
  }
}
