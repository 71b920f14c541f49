// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exchanges that are not over, of which there are never too many. */
final class Underway {

  private final int perPlugin;
  private final int inAll;
  private final Set<Exchange> exchanges = new HashSet<>();
  private boolean closed;

  Underway(int perPlugin, int inAll) {
    this.perPlugin = perPlugin;
    this.inAll = inAll;
  }

  /** What became of an exchange that was added. */
  enum Entry {
    ADDED,
    FULL,
    CLOSED
  }

  synchronized Entry add(Exchange exchange) {
    if (closed) {
      return Entry.CLOSED;
    }
    if (exchanges.size() >= inAll || countOf(exchange.bundleId()) >= perPlugin) {
      return Entry.FULL;
    }
    exchanges.add(exchange);
    return Entry.ADDED;
  }

  private long countOf(long bundleId) {
    return exchanges.stream().filter(each -> each.bundleId() == bundleId).count();
  }

  synchronized void remove(Exchange exchange) {
    exchanges.remove(exchange);
  }

  synchronized List<Exchange> all() {
    return List.copyOf(exchanges);
  }

  /** Takes no further exchange. */
  synchronized void close() {
    closed = true;
  }
}
