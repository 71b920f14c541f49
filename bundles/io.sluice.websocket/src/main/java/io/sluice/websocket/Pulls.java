// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.ConnectionReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The pull handles of all bundles. Safe for use by many threads. */
final class Pulls {

  private final PullLimits limits;
  private final DriverServices services;
  private final Set<Handles> all = ConcurrentHashMap.newKeySet();

  Pulls(PullLimits limits, DriverServices services) {
    this.limits = limits;
    this.services = services;
  }

  /** Makes the handles of a bundle, of which there are none yet. */
  Handles open(long bundleId) {
    Handles handles = new Handles(bundleId, limits, services);
    all.add(handles);
    return handles;
  }

  /** Ends the handles of a bundle. */
  void close(Handles handles, Duration limit) {
    handles.close(limit);
    all.remove(handles);
  }

  Stream<Connection> live() {
    return all.stream().flatMap(Handles::live);
  }

  /** Looks after what is due. On the timer's thread. */
  void look() {
    long now = services.nanoTime().getAsLong();
    all.forEach(handles -> handles.look(now));
  }

  List<ConnectionReport> connections() {
    return all.stream().flatMap(handles -> handles.connections().stream()).toList();
  }
}
