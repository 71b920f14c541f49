// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Map;
import java.util.Set;

/**
 * A URL in which the host, the port or path segments may be left open, as {@code ${name}}, for a
 * grant to fill.
 */
public final class UrlTemplate {

  private static final OpenParts NOTHING_OPEN = new OpenParts();

  private final OpenParts open;
  private final String text;

  private UrlTemplate(String text) {
    this.text = text;
    OpenParts noted = openParts(text);
    this.open = noted.names().isEmpty() ? NOTHING_OPEN : noted;
  }

  private static OpenParts openParts(String text) {
    OpenParts open = new OpenParts();
    int slashes = text.indexOf("://");
    if (slashes < 0) {
      throw new InvalidTargetException("no // after the scheme");
    }
    String rest = text.substring(slashes + 3);
    int question = rest.indexOf('?');
    if (question >= 0 && rest.indexOf("${", question) >= 0) {
      throw new InvalidTargetException("a query takes no ${parameter}");
    }
    String[] parts = (question < 0 ? rest : rest.substring(0, question)).split("/", -1);
    noteAuthority(parts[0], open);
    for (int i = 1; i < parts.length; i++) {
      open.note(parts[i], Placeholder.SEGMENT);
    }
    return open;
  }

  private static void noteAuthority(String authority, OpenParts open) {
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    open.note(hasPort ? authority.substring(0, colon) : authority, Placeholder.HOST);
    if (hasPort) {
      open.note(authority.substring(colon + 1), Placeholder.PORT);
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
    return TargetUrl.parse(open.fillAll(text, values));
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

  /** The template without its query, as it may be shown. */
  @Override
  public String toString() {
    int question = text.indexOf('?');
    return question < 0 ? text : text.substring(0, question);
  }
}
