// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of a header of a bundle's manifest: OSGi Core 8, section 3.2.4.
 *
 * @param path the first path
 * @param parameters its attributes, and its directives with the colon that they end with
 */
record HeaderClause(String path, Map<String, String> parameters) {

  static List<HeaderClause> parse(String header) {
    return split(header, ',').stream().map(HeaderClause::clause).toList();
  }

  private static HeaderClause clause(String text) {
    List<String> parts = split(text, ';');
    Map<String, String> parameters = new HashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(
            part.substring(0, equals).strip(), unquoted(part.substring(equals + 1).strip()));
      }
    }
    return new HeaderClause(parts.get(0).strip(), parameters);
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** Splits where a character stands outside of quotes. */
  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == at && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
