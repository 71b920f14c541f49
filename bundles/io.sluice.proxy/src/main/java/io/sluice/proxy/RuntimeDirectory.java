// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;

/**
 * The Runtimes that are configured. Of several with one name the first counts. Safe for use by many
 * threads.
 */
@Component(service = RuntimeDirectory.class)
public final class RuntimeDirectory {

  private final Map<String, List<RuntimeTarget>> targets = new TreeMap<>();
  private final List<Consumer<String>> leaveListeners = new CopyOnWriteArrayList<>();

  /** Adds one. Returns whether it is the first of its name. */
  synchronized boolean add(RuntimeTarget target) {
    List<RuntimeTarget> same =
        targets.computeIfAbsent(target.runtime(), name -> new ArrayList<>(1));
    same.add(target);
    return same.size() == 1;
  }

  void remove(RuntimeTarget target) {
    synchronized (this) {
      targets.computeIfPresent(
          target.runtime(),
          (name, same) -> {
            same.remove(target);
            return same.isEmpty() ? null : same;
          });
    }
    leaveListeners.forEach(listener -> listener.accept(target.runtime()));
  }

  synchronized Optional<RuntimeTarget> find(String runtime) {
    return Optional.ofNullable(targets.get(runtime)).map(same -> same.get(0));
  }

  synchronized List<String> names() {
    return List.copyOf(targets.keySet());
  }

  /** Has somebody told the name of each that is removed. */
  void onLeave(Consumer<String> listener) {
    leaveListeners.add(listener);
  }

  void forget(Consumer<String> listener) {
    leaveListeners.remove(listener);
  }
}
