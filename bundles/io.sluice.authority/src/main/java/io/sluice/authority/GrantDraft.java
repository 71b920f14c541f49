// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.target.Target;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final boolean isNew;
  private final Map<String, Object> values = new TreeMap<>();
  private Grant grant;

  private GrantDraft(String pid, String plugin, @Nullable Dictionary<String, Object> properties)
      throws GrantFormatException {
    this.pid = pid;
    this.isNew = properties == null;
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

  /**
   * Adds targets and ingresses, and sets parameters.
   *
   * @throws GrantFormatException if the draft is no grant then
   */
  void add(Set<Target> targets, Set<String> ingresses, Map<String, String> parameters)
      throws GrantFormatException {
    putTargets(
        plus(grant.websocket(), targets, target -> target.scheme().isWebSocket()),
        plus(grant.request(), targets, target -> !target.scheme().isWebSocket()));
    put(GrantKeys.INGRESS, new TreeSet<>(plus(grant.ingresses(), ingresses, ingress -> true)));
    parameters.forEach((name, value) -> values.put(GrantKeys.PARAMETER_PREFIX + name, value));
    grant = GrantReader.read(pid, values);
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

  /** Tells whether the grant names a target in exactly this form. */
  boolean names(Target target) {
    return grant.websocket().contains(target) || grant.request().contains(target);
  }

  /**
   * Takes targets out, or all targets and ingresses if none is named.
   *
   * @return whether that changes anything
   * @throws GrantFormatException if the draft is no grant then
   */
  boolean remove(Set<Target> targets) throws GrantFormatException {
    Grant before = grant;
    if (targets.isEmpty()) {
      TARGET_KEYS.forEach(values::remove);
      values.remove(GrantKeys.INGRESS);
    } else {
      putTargets(minus(grant.websocket(), targets), minus(grant.request(), targets));
    }
    grant = GrantReader.read(pid, values);
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

  /** Tells whether there was no such configuration before. */
  boolean isNew() {
    return isNew;
  }

  void keepIn(String fileUri) {
    values.put(FILE, fileUri);
  }

  Dictionary<String, Object> properties() {
    return FrameworkUtil.asDictionary(Map.copyOf(values));
  }

  /** A new draft as the lines of a {@code .cfg} file. */
  List<String> lines() {
    return values.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue()).toList();
  }
}
