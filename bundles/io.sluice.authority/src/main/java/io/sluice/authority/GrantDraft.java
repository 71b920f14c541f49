// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.target.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;

/**
 * A grant's configuration while it is changed. What the change does not concern stays as it is;
 * lists are written as one string with commas, as they stand in a {@code .cfg} file.
 */
final class GrantDraft {

  private static final String FILE = "felix.fileinstall.filename";
  private static final List<String> TARGET_KEYS = List.of(GrantKeys.WEBSOCKET, GrantKeys.REQUEST);

  private final String pid;
  private final Map<String, Object> values = new TreeMap<>();
  private Grant grant;

  private GrantDraft(String pid, String plugin, @Nullable Dictionary<String, Object> properties)
      throws GrantFormatException {
    this.pid = pid;
    if (properties != null) {
      values.putAll(FrameworkUtil.asMap(properties));
    }
    values.putIfAbsent(GrantKeys.PLUGIN, plugin);
    grant = GrantReader.read(pid, values);
  }

  /** Takes a configuration up; one that is new has no properties. */
  static GrantDraft of(String pid, String plugin, @Nullable Dictionary<String, Object> properties)
      throws GrantFormatException {
    return new GrantDraft(pid, plugin, properties);
  }

  void add(Set<Target> targets, Set<String> ingresses, Map<String, String> parameters) {
    putTargets(
        plus(grant.websocket(), targets, target -> target.scheme().isWebSocket()),
        plus(grant.request(), targets, target -> !target.scheme().isWebSocket()));
    put(GrantKeys.INGRESS, plus(grant.ingresses(), ingresses, ingress -> true));
    parameters.forEach((name, value) -> values.put(GrantKeys.PARAMETER_PREFIX + name, value));
    readAgain();
  }

  private void putTargets(Collection<Target> websocket, Collection<Target> request) {
    put(GrantKeys.WEBSOCKET, websocket);
    put(GrantKeys.REQUEST, request);
  }

  private static <T> Set<T> plus(
      Collection<T> present, Collection<T> more, Predicate<? super T> kind) {
    Set<T> all = new LinkedHashSet<>(present);
    more.stream().filter(kind).forEach(all::add);
    return all;
  }

  private void put(String key, Collection<?> elements) {
    if (elements.isEmpty()) {
      values.remove(key);
    } else {
      values.put(key, String.join(", ", elements.stream().map(Object::toString).toList()));
    }
  }

  private void readAgain() {
    try {
      grant = GrantReader.read(pid, values);
    } catch (GrantFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells whether the grant names a target in exactly this form. */
  boolean names(Target target) {
    return grant.websocket().contains(target) || grant.request().contains(target);
  }

  /**
   * Takes targets out, or all targets and ingresses if none is named.
   *
   * @return whether that changes anything
   */
  boolean remove(Set<Target> targets) {
    Grant before = grant;
    if (targets.isEmpty()) {
      TARGET_KEYS.forEach(values::remove);
      values.remove(GrantKeys.INGRESS);
    } else {
      putTargets(minus(grant.websocket(), targets), minus(grant.request(), targets));
    }
    readAgain();
    return !grant.equals(before);
  }

  private static List<Target> minus(List<Target> present, Set<Target> less) {
    return present.stream().filter(target -> !less.contains(target)).toList();
  }

  /** Tells whether the grant says nothing any more but whom it is for. */
  boolean isEmpty() {
    return values.keySet().stream()
        .noneMatch(
            key ->
                !key.equals(GrantKeys.PLUGIN)
                    && !key.startsWith("service.")
                    && !key.startsWith("felix.fileinstall."));
  }

  /** What the registry reads once the draft is applied. */
  Grant grant() {
    return grant;
  }

  boolean hasFile() {
    return values.containsKey(FILE);
  }

  void keepIn(String fileUri) {
    values.put(FILE, fileUri);
  }

  Dictionary<String, Object> properties() {
    return FrameworkUtil.asDictionary(Map.copyOf(values));
  }

  /** The draft as the lines of a {@code .cfg} file. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (!key.startsWith("service.")) {
            lines.add(key + " = " + value);
          }
        });
    return lines;
  }
}
