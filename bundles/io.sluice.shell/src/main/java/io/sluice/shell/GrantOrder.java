// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator wants granted, worked out from what was typed and what the plugin declares.
 *
 * @param plugin the symbolic name
 * @param addition what to grant; of the ingresses those that were named or, where none was, those
 *     that have a source within the targets
 * @param undeclared the targets that the plugin does not declare, so that they are void
 * @param present the lines that a grant for the plugin has already
 */
record GrantOrder(
    String plugin, GrantAddition addition, Set<Target> undeclared, Set<String> present) {

  private static final Pattern PARAMETER = Pattern.compile("([a-z][a-z0-9_-]*)=(.*)");

  static GrantOrder of(PluginReport plugin, List<GrantReport> grants, GrantArguments arguments) {
    PluginManifest manifest =
        plugin
            .manifest()
            .orElseThrow(() -> new SluiceException("its manifest is bad: " + plugin.reason()));
    Map<String, String> parameters = new LinkedHashMap<>();
    Set<Target> targets = new LinkedHashSet<>();
    for (String argument : arguments.words()) {
      var parameter = PARAMETER.matcher(argument);
      if (parameter.matches()) {
        parameters.put(parameter.group(1), parameter.group(2));
      } else {
        targets.add(target(argument));
      }
    }
    requireKnown(parameters, manifest);
    Map<String, String> values = valuesOf(plugin.id().name(), grants);
    values.putAll(parameters);
    requireKnown(arguments.ingresses(), manifest);
    boolean optionsAlone =
        arguments.words().isEmpty()
            && !(arguments.addresses().isEmpty() && arguments.ingresses().isEmpty());
    if (optionsAlone) {
      return of(plugin.id().name(), grants, options(arguments));
    }
    requireAll(values, manifest, plugin.id().name());
    Set<Target> declared = declared(manifest, values);
    Set<Target> wanted = targets.isEmpty() ? declared : targets;
    return of(
        plugin.id().name(),
        grants,
        new GrantAddition(
            wanted,
            arguments.ingresses().isEmpty()
                ? ingresses(manifest, wanted, values)
                : arguments.ingresses(),
            arguments.addresses(),
            parameters),
        wanted.stream()
            .filter(target -> declared.stream().noneMatch(target::overlaps))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static GrantAddition options(GrantArguments arguments) {
    return new GrantAddition(Set.of(), arguments.ingresses(), arguments.addresses(), Map.of());
  }

  /** What is added for a plugin, of which it declares all. */
  static GrantOrder of(String plugin, List<GrantReport> grants, GrantAddition addition) {
    return of(plugin, grants, addition, Set.of());
  }

  private static GrantOrder of(
      String name, List<GrantReport> grants, GrantAddition addition, Set<Target> undeclared) {
    return new GrantOrder(
        name,
        addition,
        undeclared,
        grants.stream()
            .filter(grant -> grant.plugin().equals(name))
            .flatMap(grant -> GrantLines.of(grant).stream())
            .collect(Collectors.toSet()));
  }

  static Target target(String argument) {
    try {
      return Target.parse(argument);
    } catch (InvalidTargetException e) {
      throw new SluiceException("'" + argument + "' is no target: " + e.getMessage());
    }
  }

  private static void requireKnown(Map<String, String> parameters, PluginManifest manifest) {
    Set<String> known =
        manifest.parameters().stream()
            .map(PluginManifest.Parameter::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new SluiceException(
            "the plugin has no parameter " + name + "; it has " + String.join(", ", known));
      }
    }
  }

  private static void requireKnown(Set<String> ingresses, PluginManifest manifest) {
    List<String> known = manifest.ingresses().stream().map(IngressSpec::name).toList();
    for (String name : ingresses) {
      if (!known.contains(name)) {
        throw new SluiceException(
            "the plugin has no ingress " + name + "; it has " + String.join(", ", known));
      }
    }
  }

  private static Map<String, String> valuesOf(String plugin, List<GrantReport> grants) {
    Map<String, String> values = new HashMap<>();
    grants.stream()
        .filter(grant -> grant.plugin().equals(plugin))
        .forEach(grant -> values.putAll(grant.parameters()));
    return values;
  }

  private static void requireAll(
      Map<String, String> values, PluginManifest manifest, String plugin) {
    List<String> missing =
        manifest.parameters().stream()
            .map(PluginManifest.Parameter::name)
            .filter(name -> !values.containsKey(name))
            .map(name -> name + "=VALUE")
            .toList();
    if (!missing.isEmpty()) {
      throw new SluiceException(
          "the manifest leaves something open: sluice:grant "
              + plugin
              + " "
              + String.join(" ", missing));
    }
  }

  private static Set<Target> declared(PluginManifest manifest, Map<String, String> values) {
    return Stream.concat(manifest.websocket().stream(), manifest.request().stream())
        .map(DeclaredTarget::target)
        .map(target -> target.resolve(values))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> ingresses(
      PluginManifest manifest, Set<Target> targets, Map<String, String> values) {
    Set<String> names = new LinkedHashSet<>();
    for (IngressSpec ingress : manifest.ingresses()) {
      for (SourceSpec source : ingress.sources()) {
        if (targets.stream().anyMatch(each -> each.covers(source.url().resolve(values)))) {
          names.add(ingress.name());
        }
      }
    }
    return names;
  }

  /** What is to be granted, for the operator to read before it is. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("granting to " + plugin + ":");
    for (Target target : addition.targets()) {
      List<String> marks = new ArrayList<>(target.marks());
      if (undeclared.contains(target)) {
        marks.add("NOT DECLARED, so that it is void");
      }
      lines.add(line(GrantAddition.line(target), marks));
    }
    addition.lines().stream()
        .skip(addition.targets().size())
        .forEach(line -> lines.add(line(line, new ArrayList<>())));
    return lines;
  }

  private String line(String line, List<String> marks) {
    if (present.contains(line)) {
      marks.add("is there already");
    }
    return "  " + line + (marks.isEmpty() ? "" : "  (" + String.join(", ", marks) + ")");
  }
}
