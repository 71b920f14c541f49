// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.observation.ObserverReport;
import io.sluice.stream.Entrance;
import io.sluice.stream.Follower;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FollowerSink;
import io.sluice.stream.FrameView;
import io.sluice.stream.StreamCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths of the Runtime's endpoint, and those who came in by them. */
final class RuntimeEntrance implements Entrance {

  private static final String LIST = "/v1/workers";
  private static final Pattern STREAM = Pattern.compile("/v1/workers/([A-Za-z0-9_.-]+)/events/ws");
  private static final int NOT_FOUND = 404;

  private final Workers workers;
  private final FollowerLimits limits;
  private final Clock clock;
  private final Set<Observer> observers = ConcurrentHashMap.newKeySet();

  RuntimeEntrance(Workers workers, FollowerLimits limits, Clock clock) {
    this.workers = workers;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public @Nullable Answer page(String path) {
    return path.equals(LIST)
        ? new Answer(200, RuntimeList.json(LocalObservation.reports(workers.all())))
        : null;
  }

  @Override
  public Admission admit(Visit visit) {
    Matcher path = STREAM.matcher(visit.path());
    return path.matches()
        ? workers
            .present(path.group(1))
            .<Admission>map(worker -> new Observer(worker, visit))
            .orElseGet(RuntimeEntrance::notFound)
        : notFound();
  }

  private static Answer notFound() {
    return new Answer(
        NOT_FOUND, "{\"code\":\"" + StreamCode.WORKER_NOT_FOUND.wireName("runtime") + "\"}");
  }

  List<ObserverReport> observers() {
    return observers.stream()
        .map(Observer::report)
        .sorted(Comparator.comparing(ObserverReport::since))
        .toList();
  }

  private final class Observer implements Admitted {

    private final Worker worker;
    private final Visit visit;
    private final Instant since = clock.instant();
    private volatile @Nullable Follower follower;

    Observer(Worker worker, Visit visit) {
      this.worker = worker;
      this.visit = visit;
    }

    @Override
    public Follower begin(FollowerSink sink) {
      Follower begun = worker.stream().follow(visit.cursor(), sink, limits, FrameView.WHOLE);
      follower = begun;
      observers.add(this);
      begun.begin();
      if (!worker.isRunning()) {
        begun.tell(StreamCode.WORKER_UNAVAILABLE, worker.unavailable());
      }
      return begun;
    }

    @Override
    public void ended() {
      observers.remove(this);
    }

    ObserverReport report() {
      Follower current = follower;
      Follower.Progress progress =
          current == null ? new Follower.Progress(0, 0, 0) : current.progress();
      return new ObserverReport(
          worker.stream().name().worker(),
          visit.remoteAddress(),
          since,
          progress.frames(),
          progress.bytes(),
          progress.behind());
    }
  }
}
