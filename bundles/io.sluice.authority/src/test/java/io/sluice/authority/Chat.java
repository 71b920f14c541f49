// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.api.event.EventKind;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetTemplate;
import io.sluice.spi.target.UrlTemplate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plugin of these tests: what it may declare, and grants for it. */
final class Chat {

  static final String NAME = "org.example.chat";
  static final String VERSION = "1.2.0";
  static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  static final PluginId ID = new PluginId(NAME, VERSION, DIGEST, 7);

  private static final Pattern LINE =
      Pattern.compile("(?:([A-Z,]+) )?(\\w+)://([^:/]+)(?::([^/]+))?(/.*)?");

  private Chat() {}

  /** A plugin that declares targets, in the one-line form, and no ingress. */
  static PluginDeclaration declaring(String... targets) {
    return declaring(ID, targets);
  }

  static PluginDeclaration declaring(PluginId id, String... targets) {
    return new PluginDeclaration(
        id,
        new PluginManifest(
            "", List.of(), declared(true, targets), declared(false, targets), List.of()));
  }

  /** A plugin with one ingress, {@code gateway}, that has one source. */
  static PluginDeclaration receiving(String target, String source) {
    return receiving(List.of(), target, source);
  }

  /** A plugin with one ingress and one source, of which a parameter is left open. */
  static PluginDeclaration withParameter(String name, String source) {
    return receiving(List.of(new PluginManifest.Parameter(name, "")), source, source);
  }

  private static PluginDeclaration receiving(
      List<PluginManifest.Parameter> parameters, String target, String source) {
    SourceSpec spec =
        new SourceSpec(
            UrlTemplate.parse(source),
            List.of(),
            List.of(),
            List.of(),
            SourceSpec.STANDARD_TEXT_BYTES,
            0,
            SourceSpec.Binary.SKIP,
            SourceSpec.Reconnect.STANDARD,
            SourceSpec.Liveness.STANDARD);
    IngressSpec ingress =
        new IngressSpec(
            "gateway", "", EnumSet.allOf(EventKind.class), QueueSpec.STANDARD, List.of(spec));
    return new PluginDeclaration(
        ID,
        new PluginManifest("", parameters, declared(true, target), List.of(), List.of(ingress)));
  }

  private static List<DeclaredTarget> declared(boolean webSocket, String... targets) {
    return Arrays.stream(targets)
        .filter(line -> line.contains("ws") == webSocket)
        .map(line -> new DeclaredTarget(template(line), "because of " + line))
        .toList();
  }

  private static TargetTemplate template(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(line);
    }
    Set<String> methods = new LinkedHashSet<>();
    if (parts.group(1) != null) {
      methods.addAll(Arrays.asList(parts.group(1).split(",", -1)));
    }
    return new TargetTemplate(
        methods,
        Scheme.of(parts.group(2)),
        parts.group(3),
        parts.group(4) == null ? "" : parts.group(4),
        parts.group(5) == null ? "" : parts.group(5));
  }

  /** A grant for the plugin, of keys and values by turns. */
  static Grant grant(String... keysAndValues) {
    return grantOf("io.sluice.grant~1", keysAndValues);
  }

  static Grant grantOf(String pid, String... keysAndValues) {
    try {
      return GrantReader.read(pid, configuration(keysAndValues));
    } catch (BadValueException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Map<String, Object> configuration(String... keysAndValues) {
    Map<String, Object> values = new TreeMap<>(Map.of("plugin", NAME));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return values;
  }
}
