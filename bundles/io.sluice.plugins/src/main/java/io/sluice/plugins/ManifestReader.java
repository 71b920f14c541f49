// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.event.EventKind;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.PluginManifest.Parameter;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.SourceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a plugin's manifest. What is not understood is refused, with the path of the field: a
 * manifest is what an operator decides by, and nobody can decide by what was skipped.
 */
final class ManifestReader {

  private static final int SCHEMA_VERSION = 1;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 1_024;

  /** What can stand in a placeholder. */
  private static final int LONGEST_PARAMETER_NAME = 32;

  private static final int MOST_PARAMETERS = 32;
  private static final int MOST_INGRESSES = 16;
  private static final int MOST_SOURCES = 16;
  private static final long LONGEST_PAUSE_MILLIS = 3_600_000;

  private final Fields fields;
  private final Set<String> parameterNames = new HashSet<>();
  private final Set<String> usedParameters = new LinkedHashSet<>();

  private ManifestReader(Fields fields) {
    this.fields = fields;
  }

  static PluginManifest read(byte[] json) throws ManifestException {
    return new ManifestReader(new Fields("", StrictJson.readObject(json))).manifest();
  }

  private PluginManifest manifest() throws ManifestException {
    int version = fields.requireInteger("schema_version", 1, Integer.MAX_VALUE);
    if (version != SCHEMA_VERSION) {
      throw fields.problem(
          "schema_version", version + " is not known; this host knows " + SCHEMA_VERSION);
    }
    String description = fields.text("description", "", LONGEST_DESCRIPTION);
    List<Parameter> parameters = parameters();
    Fields hostApi = fields.object("host_api");
    TargetReader targets = new TargetReader(usedParameters::addAll);
    List<DeclaredTarget> websocket = targets.websocket(hostApi);
    List<DeclaredTarget> request = targets.request(hostApi);
    hostApi.requireNoOthers();
    List<IngressSpec> ingresses = ingresses(new SourceReader(websocket, usedParameters::addAll));
    fields.requireNoOthers();
    requireParametersDeclared();
    return new PluginManifest(description, parameters, websocket, request, ingresses);
  }

  private List<Parameter> parameters() throws ManifestException {
    List<Parameter> parameters = new ArrayList<>();
    for (Fields each : fields.objects("parameters", MOST_PARAMETERS)) {
      String name = each.requireName("name", LONGEST_PARAMETER_NAME);
      if (!parameterNames.add(name)) {
        throw each.problem("name", "stands here twice");
      }
      parameters.add(new Parameter(name, each.text("description", "", LONGEST_DESCRIPTION)));
      each.requireNoOthers();
    }
    return parameters;
  }

  private void requireParametersDeclared() throws ManifestException {
    for (String name : usedParameters) {
      if (!parameterNames.contains(name)) {
        throw fields.problem("parameters", "${" + name + "} is used, but not declared here");
      }
    }
  }

  private List<IngressSpec> ingresses(SourceReader sources) throws ManifestException {
    List<IngressSpec> ingresses = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields each : fields.objects("ingresses", MOST_INGRESSES)) {
      String name = each.requireName("name", LONGEST_NAME);
      if (!names.add(name)) {
        throw each.problem("name", "stands here twice");
      }
      ingresses.add(ingress(name, each, sources));
    }
    return ingresses;
  }

  private static IngressSpec ingress(String name, Fields each, SourceReader sources)
      throws ManifestException {
    String description = each.text("description", "", LONGEST_DESCRIPTION);
    Set<EventKind> eventKinds = eventKinds(each);
    QueueSpec queue = queue(each.object("queue"));
    List<SourceSpec> read = new ArrayList<>();
    for (Fields source : each.objects("sources", MOST_SOURCES)) {
      read.add(sources.read(source));
    }
    if (read.isEmpty()) {
      throw each.problem("sources", each.has("sources") ? "empty" : "missing");
    }
    each.requireNoOthers();
    return new IngressSpec(name, description, eventKinds, queue, read);
  }

  private static Set<EventKind> eventKinds(Fields ingress) throws ManifestException {
    if (!ingress.has("event_kinds")) {
      return EnumSet.allOf(EventKind.class);
    }
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    List<String> names = ingress.texts("event_kinds", EventKind.values().length, LONGEST_NAME);
    for (int i = 0; i < names.size(); i++) {
      String key = "event_kinds[" + i + "]";
      kinds.add(
          EventKind.ofWireName(names.get(i))
              .orElseThrow(() -> ingress.problem(key, "not one of " + allKinds())));
    }
    if (kinds.isEmpty()) {
      throw ingress.problem("event_kinds", "empty; leave it out to get all kinds");
    }
    return kinds;
  }

  private static String allKinds() {
    return Arrays.stream(EventKind.values())
        .map(EventKind::wireName)
        .collect(Collectors.joining(", "));
  }

  private static QueueSpec queue(Fields queue) throws ManifestException {
    QueueSpec standard = QueueSpec.STANDARD;
    QueueSpec spec =
        new QueueSpec(
            (int) queue.integer("capacity", standard.capacity(), 1, QueueSpec.MAX_CAPACITY),
            queue.integer("max_bytes", standard.maxBytes(), 1, QueueSpec.MAX_BYTES),
            queue.choice("overflow", standard.overflow()),
            queue.integer("max_pause_ms", standard.maxPauseMillis(), 1, LONGEST_PAUSE_MILLIS));
    queue.requireNoOthers();
    return spec;
  }
}
