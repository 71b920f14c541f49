// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.Target;
import io.sluice.spi.target.TargetTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the targets that a manifest declares: one for each path prefix. */
final class TargetReader {

  private static final int MOST_TARGETS = 64;
  private static final int MOST_PREFIXES = 32;
  private static final int LONGEST_PART = 2_048;
  private static final int LONGEST_REASON = 256;
  private static final String ANY_PATH = "";
  private static final Pattern OPEN_PORT = Pattern.compile("\\$\\{[a-z][a-z0-9_-]{0,31}}");

  private final Consumer<Collection<String>> usedParameters;

  TargetReader(Consumer<Collection<String>> usedParameters) {
    this.usedParameters = usedParameters;
  }

  List<DeclaredTarget> websocket(Fields hostApi) throws ManifestException {
    return read(hostApi, "websocket", true);
  }

  List<DeclaredTarget> request(Fields hostApi) throws ManifestException {
    return read(hostApi, "request", false);
  }

  private List<DeclaredTarget> read(Fields hostApi, String key, boolean webSocket)
      throws ManifestException {
    List<DeclaredTarget> targets = new ArrayList<>();
    for (Fields each : hostApi.objects(key, MOST_TARGETS)) {
      targets.addAll(targets(each, webSocket));
      each.requireNoOthers();
    }
    return targets;
  }

  private List<DeclaredTarget> targets(Fields each, boolean webSocket) throws ManifestException {
    Scheme scheme = scheme(each, webSocket);
    Set<String> methods = webSocket ? Set.of() : methods(each);
    String host = each.requireText("host", LONGEST_PART);
    String port = port(each);
    String reason = each.text("reason", "", LONGEST_REASON);
    List<DeclaredTarget> targets = new ArrayList<>();
    TargetTemplate anyPath = template(each, "host", methods, scheme, host, port, ANY_PATH);
    if (!each.has("path_prefixes")) {
      targets.add(new DeclaredTarget(anyPath, reason));
    }
    for (String prefix : each.texts("path_prefixes", MOST_PREFIXES, LONGEST_PART)) {
      String key = "path_prefixes[" + targets.size() + "]";
      if (prefix.isEmpty()) {
        throw each.problem(key, "empty; leave path_prefixes out for any path");
      }
      targets.add(
          new DeclaredTarget(template(each, key, methods, scheme, host, port, prefix), reason));
    }
    if (targets.isEmpty()) {
      throw each.problem("path_prefixes", "empty; leave it out for any path");
    }
    return targets;
  }

  private TargetTemplate template(
      Fields each,
      String key,
      Set<String> methods,
      Scheme scheme,
      String host,
      String port,
      String prefix)
      throws ManifestException {
    try {
      TargetTemplate template = new TargetTemplate(methods, scheme, host, port, prefix);
      usedParameters.accept(template.parameters());
      return template;
    } catch (InvalidTargetException e) {
      throw each.problem(key, String.valueOf(e.getMessage()));
    }
  }

  private static Scheme scheme(Fields each, boolean webSocket) throws ManifestException {
    String text = each.requireText("scheme", LONGEST_PART);
    for (Scheme scheme : Scheme.values()) {
      if (scheme.isWebSocket() == webSocket && scheme.text().equals(text)) {
        return scheme;
      }
    }
    throw each.problem("scheme", "neither " + (webSocket ? "ws nor wss" : "http nor https"));
  }

  private static Set<String> methods(Fields each) throws ManifestException {
    List<String> methods = each.texts("methods", Target.METHODS.size(), LONGEST_PART);
    for (int i = 0; i < methods.size(); i++) {
      if (!Target.METHODS.contains(methods.get(i))) {
        throw each.problem("methods[" + i + "]", "not one of " + String.join(", ", Target.METHODS));
      }
    }
    if (methods.isEmpty()) {
      throw each.problem("methods", each.has("methods") ? "empty" : "missing");
    }
    return new LinkedHashSet<>(methods);
  }

  /** A port is a number, or a string where it is left open or any. */
  private static String port(Fields each) throws ManifestException {
    if (!each.has("port")) {
      return "";
    }
    if (!each.isText("port")) {
      return String.valueOf(each.requireInteger("port", 1, 65_535));
    }
    String port = each.requireText("port", LONGEST_PART);
    if (!port.equals("*") && !OPEN_PORT.matcher(port).matches()) {
      throw each.problem("port", "neither a number from 1 to 65535, nor \"*\", nor \"${name}\"");
    }
    return port;
  }
}
