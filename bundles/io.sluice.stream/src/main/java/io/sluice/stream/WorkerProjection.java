// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.api.protocol.ConnectionStatus;
import io.sluice.api.protocol.IngressStatus;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunEnd;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.Snapshot;
import io.sluice.api.protocol.WorkerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker stands, as its events tell: the last state of the worker, its ingresses and its
 * connections, and what its open runs have come to. It is bounded in all directions; what does not
 * fit is left out, and the snapshot says so. For one thread at a time.
 */
final class WorkerProjection {

  private static final int MOST_STATES = 128;
  private static final int MOST_RUNS = 16;

  private final Map<String, ProtocolEvent> ingresses = new LinkedHashMap<>();
  private final Map<String, ProtocolEvent> connections = new LinkedHashMap<>();
  private final Map<String, OpenRun> runs = new LinkedHashMap<>();
  private @Nullable WorkerStatus status;
  private boolean truncated;

  /** Takes note of an event. */
  void apply(ProtocolEvent event) {
    if (event instanceof WorkerStatus now) {
      status = now;
    } else if (event instanceof IngressStatus ingress) {
      put(ingresses, ingress.ingress(), ingress);
    } else if (event instanceof ConnectionStatus connection) {
      put(connections, connection.ingress() + " " + connection.url(), connection);
    } else if (event instanceof RunStart start) {
      begin(start);
    } else if (event instanceof RunEnd end) {
      runs.remove(end.runId());
    } else if (event instanceof Snapshot snapshot) {
      beginAgain(snapshot);
    } else {
      OpenRun run = runs.get(OpenRun.runOf(event));
      if (run != null) {
        run.apply(event);
      }
    }
  }

  private void put(Map<String, ProtocolEvent> states, String key, ProtocolEvent state) {
    if (states.size() < MOST_STATES || states.containsKey(key)) {
      states.put(key, state);
    } else {
      truncated = true;
    }
  }

  private void begin(RunStart start) {
    if (runs.size() == MOST_RUNS) {
      runs.remove(runs.keySet().iterator().next());
      truncated = true;
    }
    runs.put(start.runId(), new OpenRun(start));
  }

  private void beginAgain(Snapshot snapshot) {
    status = null;
    ingresses.clear();
    connections.clear();
    runs.clear();
    truncated = snapshot.truncated();
    snapshot.events().forEach(this::apply);
  }

  /** The whole, as far as it fits into the bounds of an event. */
  List<Snapshot> snapshots(Instant at) {
    List<ProtocolEvent> states = new ArrayList<>();
    if (status != null) {
      states.add(status);
    }
    Snapshot least = new Snapshot(at, true, states);
    states.addAll(ingresses.values());
    states.addAll(connections.values());
    Snapshot fewer = new Snapshot(at, true, states);
    boolean cut = truncated;
    for (OpenRun run : runs.values()) {
      states.addAll(run.events());
      cut |= run.isTruncated();
    }
    return List.of(new Snapshot(at, cut, states), fewer, least);
  }
}
