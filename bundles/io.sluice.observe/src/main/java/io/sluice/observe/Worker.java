// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.protocol.IngressStatus;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.WorkerStatus;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ProtocolJson;
import io.sluice.stream.StreamCode;
import io.sluice.stream.WorkerStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: its stream, and what was told of it last. What the roster says is taken by one thread;
 * all else is for any.
 */
final class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final String GONE = "gone";
  private static final Set<String> RUNNING =
      Set.of(Status.RUNNING.wireName(), Status.PARTIAL.wireName());

  private final WorkerStream stream;
  private final EventRate rate;
  private final Map<String, IngressReport> ingresses = new HashMap<>();
  private volatile WorkerStatus status;

  Worker(WorkerStream stream, EventRate rate) {
    this.stream = stream;
    this.rate = rate;
    this.status = new WorkerStatus(Instant.EPOCH, "", GONE, GONE, "");
  }

  WorkerStream stream() {
    return stream;
  }

  EventRate rate() {
    return rate;
  }

  WorkerStatus status() {
    return status;
  }

  boolean isGone() {
    return status.status().equals(GONE);
  }

  /** A plugin without ingresses has no service to run, and publishes all the same. */
  boolean isRunning() {
    return RUNNING.contains(status.status())
        || status.service().equals(ServiceState.RUNNING.wireName());
  }

  /** Tells what is new in a report. */
  void report(PluginReport report, Instant at) {
    WorkerStatus now =
        new WorkerStatus(
            at,
            report.id().version(),
            report.status().wireName(),
            report.service().wireName(),
            report.reason());
    become(now);
    for (IngressReport ingress : report.ingresses()) {
      IngressReport before = ingresses.put(ingress.name(), ingress);
      if (before == null
          || before.handled() != ingress.handled()
          || before.granted() != ingress.granted()) {
        tell(new IngressStatus(at, ingress.name(), ingress.handled(), ingress.granted()));
      }
    }
  }

  /** Its bundle is gone: those who follow are told, and have nothing more to wait for. */
  void leave(Instant at) {
    if (!isGone()) {
      become(new WorkerStatus(at, status.version(), GONE, GONE, "the bundle was uninstalled"));
      ingresses.clear();
      stream.refuseAll(StreamCode.WORKER_NOT_FOUND, "the worker's bundle was uninstalled");
    }
  }

  private void become(WorkerStatus now) {
    WorkerStatus before = status;
    if (same(before, now)) {
      return;
    }
    boolean wasRunning = isRunning();
    status = now;
    tell(now);
    if (wasRunning && !isRunning() && !isGone()) {
      stream.tellAll(StreamCode.WORKER_UNAVAILABLE, unavailable());
    }
  }

  private static boolean same(WorkerStatus one, WorkerStatus two) {
    return one.version().equals(two.version())
        && one.status().equals(two.status())
        && one.service().equals(two.service())
        && one.reason().equals(two.reason());
  }

  /** What is said while it does not run. */
  String unavailable() {
    String reason = status.reason();
    return "the worker is not running"
        + (reason.isEmpty() ? "" : ": " + reason)
        + "; the stream goes on when it is";
  }

  /** Publishes an event of the host's own. */
  void tell(ProtocolEvent event) {
    try {
      stream.append(event, ProtocolJson.encode(event));
    } catch (MalformedException | TooLongException e) {
      LOG.error("worker={} type={} was not published", stream.name().worker(), event.type(), e);
    }
  }
}
