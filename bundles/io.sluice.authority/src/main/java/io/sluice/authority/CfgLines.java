// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lines of a {@code .cfg} file, which is a properties file in the sense of {@link
 * java.util.Properties#load(java.io.Reader)}.
 */
final class CfgLines {

  private CfgLines() {}

  /**
   * Sets and removes keys. Comments and the entries of other keys stay as they are.
   *
   * @param lines the lines of the file
   * @param edits the new values by key, empty for a key that goes
   * @return the lines of the edited file
   */
  static List<String> edit(List<String> lines, Map<String, Optional<String>> edits) {
    Map<String, Optional<String>> open = new HashMap<>(edits);
    List<String> edited = new ArrayList<>();
    for (int first = 0; first < lines.size(); ) {
      int next = endOfEntry(lines, first);
      String key = key(lines.get(first));
      if (!edits.containsKey(key)) {
        edited.addAll(lines.subList(first, next));
      } else if (open.containsKey(key)) {
        open.remove(key).ifPresent(value -> edited.add(entry(key, value)));
      }
      first = next;
    }
    new TreeMap<>(open)
        .forEach((key, value) -> value.ifPresent(text -> edited.add(entry(key, text))));
    return edited;
  }

  private static String entry(String key, String value) {
    return key + " = " + value;
  }

  /** An entry goes on for as long as its lines end with a backslash that nothing escapes. */
  private static int endOfEntry(List<String> lines, int first) {
    int next = first + 1;
    if (!isComment(lines.get(first))) {
      while (next < lines.size() && goesOn(lines.get(next - 1))) {
        next++;
      }
    }
    return next;
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
  }

  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** The key of an entry; empty for a comment. The keys of a grant need no escapes. */
  private static String key(String line) {
    String text = line.stripLeading();
    if (isComment(line)) {
      return "";
    }
    int end = 0;
    while (end < text.length() && "=: \t\f".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
