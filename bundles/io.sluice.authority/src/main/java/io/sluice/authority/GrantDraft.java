// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private static final List<String> REACH_KEYS =
      List.of(GrantKeys.WEBSOCKET, GrantKeys.REQUEST, GrantKeys.INGRESS, GrantKeys.ADDRESSES);

  private final String pid;
  private final boolean isNew;
  private final Map<String, Object> before = new TreeMap<>();
  private final Map<String, Object> values = new TreeMap<>();
  private Grant grant;

  private GrantDraft(String pid, String plugin, @Nullable Dictionary<String, Object> properties)
      throws BadValueException {
    this.pid = pid;
    this.isNew = properties == null;
    if (properties != null) {
      before.putAll(FrameworkUtil.asMap(properties));
      values.putAll(before);
    }
    values.putIfAbsent(GrantKeys.PLUGIN, plugin);
    grant = GrantReader.read(pid, values);
  }

  /** Takes a configuration up; one that is new has no properties. */
  static GrantDraft of(String pid, String plugin, @Nullable Dictionary<String, Object> properties)
      throws BadValueException {
    return new GrantDraft(pid, plugin, properties);
  }

  /**
   * Adds to it, and sets parameters.
   *
   * @throws BadValueException if the draft is no grant then
   */
  void add(GrantAddition addition) throws BadValueException {
    Set<Target> targets = addition.targets();
    putTargets(
        plus(grant.websocket(), targets, target -> target.scheme().isWebSocket()),
        plus(grant.request(), targets, target -> !target.scheme().isWebSocket()));
    put(
        GrantKeys.INGRESS,
        new TreeSet<>(plus(grant.ingresses(), addition.ingresses(), ingress -> true)));
    put(GrantKeys.ADDRESSES, plus(grant.addresses(), addition.addresses(), block -> true));
    addition
        .parameters()
        .forEach((name, value) -> values.put(GrantKeys.PARAMETER_PREFIX + name, value));
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

  /** Tells whether the grant names an ingress, and not just all. */
  boolean names(String ingress) {
    return grant.ingresses().contains(ingress);
  }

  /** Tells whether the grant names a block of addresses in exactly this form. */
  boolean names(AddressBlock block) {
    return grant.addresses().contains(block);
  }

  /**
   * Takes targets, ingresses and blocks of addresses out, or everything that may be reached and
   * received if none is named.
   *
   * @return whether that changes anything
   * @throws BadValueException if the draft is no grant then
   */
  boolean remove(Set<Target> targets, Set<String> ingresses, Set<AddressBlock> addresses)
      throws BadValueException {
    Grant before = grant;
    if (targets.isEmpty() && ingresses.isEmpty() && addresses.isEmpty()) {
      REACH_KEYS.forEach(values::remove);
    } else {
      putTargets(minus(grant.websocket(), targets), minus(grant.request(), targets));
      put(GrantKeys.INGRESS, new TreeSet<>(minus(grant.ingresses(), ingresses)));
      put(GrantKeys.ADDRESSES, minus(grant.addresses(), addresses));
    }
    grant = GrantReader.read(pid, values);
    return !grant.equals(before);
  }

  private static <T> List<T> minus(Collection<T> present, Set<T> less) {
    return present.stream().filter(each -> !less.contains(each)).toList();
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

  /** The file in which File Install found it, or empty if it came from elsewhere. */
  Optional<Path> file() {
    return Optional.ofNullable(before.get(FILE))
        .map(uri -> Path.of(URI.create(String.valueOf(uri))))
        .filter(Files::isRegularFile);
  }

  /** The values that have changed, by key; empty for a key that goes. */
  Map<String, Optional<String>> edits() {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(values.keySet());
    keys.removeIf(key -> Objects.equals(before.get(key), values.get(key)));
    Map<String, Optional<String>> edits = new TreeMap<>();
    for (String key : keys) {
      edits.put(key, Optional.ofNullable(values.get(key)).map(String::valueOf));
    }
    return edits;
  }

  Dictionary<String, Object> properties() {
    return FrameworkUtil.asDictionary(Map.copyOf(values));
  }

  /** A new draft as the lines of a {@code .cfg} file. */
  List<String> lines() {
    return values.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue()).toList();
  }
}
