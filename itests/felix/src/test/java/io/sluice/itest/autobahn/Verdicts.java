// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the suite says of one tested side: for each case three words, of the messages, of the close,
 * and the code that this side has closed with.
 */
record Verdicts(String agent, SortedMap<String, String> byCase) {

  /** By number, part by part: 2.9 is before 2.10. */
  static final Comparator<String> ORDER = Comparator.comparing(Verdicts::sortable);

  /** The verdicts in a summary of the suite. */
  static Verdicts of(String agent, Path summary) throws IOException {
    try (Reader reader = Files.newBufferedReader(summary)) {
      Map<String, JsonElement> verdicts =
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject(agent).asMap();
      SortedMap<String, String> byCase = new TreeMap<>(ORDER);
      verdicts.forEach((number, verdict) -> byCase.put(number, words(verdict.getAsJsonObject())));
      return new Verdicts(agent, byCase);
    }
  }

  private static String words(JsonObject verdict) {
    JsonElement code = verdict.get("remoteCloseCode");
    return Stream.of(
            verdict.get("behavior").getAsString().replace(' ', '-'),
            verdict.get("behaviorClose").getAsString().replace(' ', '-'),
            code.isJsonNull() ? "-" : code.getAsString())
        .collect(Collectors.joining(" "));
  }

  private static String sortable(String number) {
    return Stream.of(number.split("\\.", -1))
        .map(part -> "%4s".formatted(part))
        .collect(Collectors.joining());
  }
}
