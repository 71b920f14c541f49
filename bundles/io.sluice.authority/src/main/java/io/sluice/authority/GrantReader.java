// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.configuration.StrictValues;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/** Reads a grant from a configuration, strictly: what is not understood is refused as a whole. */
final class GrantReader {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  /**
   * Bundle-SymbolicName: OSGi Core 8, sections 1.3.2 and 3.2.1. Possessive, because a repeated
   * group that may give back takes a stack frame for each of a name's parts.
   */
  private static final Pattern SYMBOLIC_NAME =
      Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+");

  /** What no host, port or path segment has is also what a file would need escapes for. */
  private static final Pattern PARAMETER = Pattern.compile("[!-\\[\\]-~]+");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[((?:secret|env|prop):[^];]*)");

  private static final int MOST_CONNECTIONS = 4_096;

  private GrantReader() {}

  static Grant read(String pid, Map<String, ?> configuration) throws BadValueException {
    StrictValues values = new StrictValues(configuration);
    Grant grant =
        new Grant(
            pid,
            plugin(values),
            version(values),
            digest(values),
            targets(values, GrantKeys.WEBSOCKET, true),
            targets(values, GrantKeys.REQUEST, false),
            values.list(GrantKeys.DENY, GrantReader::split, Target::parse),
            Set.copyOf(values.list(GrantKeys.INGRESS, GrantReader::ingress)),
            values.list(GrantKeys.ADDRESSES, AddressBlock::new),
            secrets(values, false),
            secrets(values, true),
            parameters(values),
            values.number(GrantKeys.MAX_CONNECTIONS, MOST_CONNECTIONS),
            values.number(GrantKeys.MAX_TEXT_BYTES, SourceSpec.MAX_TEXT_BYTES),
            reportOnly(values));
    values.requireNoOthers();
    return grant;
  }

  static boolean isSymbolicName(String text) {
    return SYMBOLIC_NAME.matcher(text).matches();
  }

  private static String plugin(StrictValues values) throws BadValueException {
    String name = values.required(GrantKeys.PLUGIN, "write the bundle's symbolic name");
    if (!isSymbolicName(name)) {
      throw new BadValueException(GrantKeys.PLUGIN, "not a bundle's symbolic name");
    }
    return name;
  }

  private static String version(StrictValues values) throws BadValueException {
    String text = values.optional(GrantKeys.VERSION, "");
    try {
      return text.isEmpty() ? "" : Version.parseVersion(text).toString();
    } catch (IllegalArgumentException e) {
      throw new BadValueException(GrantKeys.VERSION, "not an OSGi version, such as 1.2.0");
    }
  }

  private static String digest(StrictValues values) throws BadValueException {
    String text = values.optional(GrantKeys.DIGEST, "");
    if (!text.isEmpty() && !DIGEST.matcher(text).matches()) {
      throw new BadValueException(
          GrantKeys.DIGEST, "not sha256: and 64 lower-case hex digits, as sluice:show prints it");
    }
    return text;
  }

  private static List<Target> targets(StrictValues values, String key, boolean webSocket)
      throws BadValueException {
    List<Target> targets = values.list(key, GrantReader::split, Target::parse);
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).scheme().isWebSocket() != webSocket) {
        throw new BadValueException(
            key + "[" + i + "]",
            "the scheme is not " + (webSocket ? "ws or wss" : "http or https"));
      }
    }
    return targets;
  }

  /**
   * Splits at commas. A comma also parts the methods of a request target: a part without a scheme
   * belongs to the next one.
   */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder methods = new StringBuilder();
    for (String part : text.split(",", -1)) {
      String stripped = part.strip();
      if (stripped.matches("[A-Z]+")) {
        methods.append(stripped).append(',');
      } else if (!stripped.isEmpty()) {
        parts.add(methods + stripped);
        methods.setLength(0);
      }
    }
    if (!methods.isEmpty()) {
      parts.add(methods.toString());
    }
    return parts;
  }

  private static String ingress(String text) {
    if (!text.equals(Grant.ALL_INGRESSES) && !NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not the name of an ingress, and not *");
    }
    return text;
  }

  private static Map<String, String> named(StrictValues values, String prefix)
      throws BadValueException {
    Map<String, String> named = new TreeMap<>();
    for (String key : values.keysWithPrefix(prefix)) {
      String name = key.substring(prefix.length());
      if (!NAME.matcher(name).matches()) {
        throw new BadValueException(
            key, "after " + prefix + " comes a name of a-z, 0-9, _ and -, a letter first");
      }
      named.put(name, values.required(key, "write its value or leave it out"));
    }
    return Map.copyOf(named);
  }

  /**
   * Configuration Admin leaves a placeholder as it is when there is nothing to read for it. What
   * stands beside it in the value may be secret; it alone is kept.
   *
   * @param unread whether to give the placeholders, or the values of the others
   */
  private static Map<String, String> secrets(StrictValues values, boolean unread)
      throws BadValueException {
    Map<String, String> secrets = new TreeMap<>();
    named(values, GrantKeys.SECRET_PREFIX)
        .forEach(
            (name, value) -> {
              Matcher placeholder = PLACEHOLDER.matcher(value);
              if (placeholder.find() == unread) {
                secrets.put(name, unread ? "$[" + placeholder.group(1) + "]" : value);
              }
            });
    return Map.copyOf(secrets);
  }

  private static Map<String, String> parameters(StrictValues values) throws BadValueException {
    Map<String, String> parameters = named(values, GrantKeys.PARAMETER_PREFIX);
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      if (!PARAMETER.matcher(each.getValue()).matches()) {
        throw new BadValueException(
            GrantKeys.PARAMETER_PREFIX + each.getKey(),
            "has a space, a backslash or what is no printable ASCII");
      }
    }
    return parameters;
  }

  private static boolean reportOnly(StrictValues values) throws BadValueException {
    String mode = values.optional(GrantKeys.MODE, GrantKeys.ENFORCE);
    return switch (mode) {
      case GrantKeys.ENFORCE -> false;
      case GrantKeys.REPORT_ONLY -> true;
      default -> throw new BadValueException(GrantKeys.MODE, "neither enforce nor report_only");
    };
  }
}
