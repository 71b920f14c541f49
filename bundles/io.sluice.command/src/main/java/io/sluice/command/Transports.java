// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.spi.command.CommandTransport;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;

/**
 * The transports that are here, by kind. Where several carry out one kind, the framework's order of
 * preference decides. Safe for use by many threads.
 */
final class Transports {

  private final Map<ServiceReference<CommandTransport>, CommandTransport> all =
      new ConcurrentSkipListMap<>();
  private volatile Map<String, CommandTransport> byKind = Map.of();

  void add(ServiceReference<CommandTransport> reference, CommandTransport transport) {
    all.put(reference, transport);
    index();
  }

  void remove(ServiceReference<CommandTransport> reference) {
    all.remove(reference);
    index();
  }

  Optional<CommandTransport> of(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  /** References come in the order of preference, the least preferred first. */
  private synchronized void index() {
    Map<String, CommandTransport> index = new HashMap<>();
    all.forEach(
        (reference, transport) -> kinds(reference).forEach(kind -> index.put(kind, transport)));
    byKind = Map.copyOf(index);
  }

  private static Collection<String> kinds(ServiceReference<CommandTransport> reference) {
    Object property = reference.getProperty(CommandTransport.KINDS);
    if (property instanceof Collection<?> kinds) {
      return kinds.stream().map(String::valueOf).toList();
    }
    if (property instanceof Object[] kinds) {
      return Arrays.stream(kinds).map(String::valueOf).toList();
    }
    return property == null ? List.of() : List.of(String.valueOf(property));
  }
}
