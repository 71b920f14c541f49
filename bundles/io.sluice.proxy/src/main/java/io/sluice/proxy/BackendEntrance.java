// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.Observer;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of the Backend's endpoint, and the clients that came in by it. */
final class BackendEntrance implements Entrance {

  private static final String NAME = "([A-Za-z0-9_.-]{1,256})";
  private static final Pattern STREAM =
      Pattern.compile("/api/runtimes/" + NAME + "/workers/" + NAME + "/events/ws");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Feeds feeds;
  private final Predicate<String> isRuntime;
  private final ObservationPolicy policy;
  private final Function<Observer, FrameView> views;
  private final FollowerLimits limits;
  private final Clock clock;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  BackendEntrance(
      Feeds feeds,
      Predicate<String> isRuntime,
      ObservationPolicy policy,
      Function<Observer, FrameView> views,
      FollowerLimits limits,
      Clock clock) {
    this.feeds = feeds;
    this.isRuntime = isRuntime;
    this.policy = policy;
    this.views = views;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public @Nullable Answer page(String path) {
    return null;
  }

  @Override
  public Admission admit(Visit visit) {
    Matcher path = STREAM.matcher(visit.path());
    if (!path.matches()) {
      return answer(NOT_FOUND, StreamCode.WORKER_NOT_FOUND);
    }
    Observer observer =
        new Observer(path.group(1), path.group(2), visit.remoteAddress(), visit.headers());
    if (!isRuntime.test(observer.runtime())) {
      return answer(NOT_FOUND, StreamCode.RUNTIME_UNAVAILABLE);
    }
    if (!policy.mayObserve(observer)) {
      return answer(FORBIDDEN, StreamCode.DENIED);
    }
    return feeds.hasRoom(new Feeds.Key(observer.runtime(), observer.worker()))
        ? new Client(observer, visit.cursor())
        : answer(UNAVAILABLE, StreamCode.RUNTIME_UNAVAILABLE);
  }

  private static Answer answer(int status, StreamCode code) {
    return new Answer(status, "{\"code\":\"" + code.wireName("backend") + "\"}");
  }

  /** Asks again whether those who observe may do so. To be called all the time. */
  void recheck() {
    clients.stream().filter(client -> !policy.mayObserve(client.observer)).forEach(Client::deny);
  }

  List<ObserverReport> clients() {
    return clients.stream()
        .map(Client::report)
        .sorted(Comparator.comparing(ObserverReport::since))
        .toList();
  }

  private final class Client implements Admitted {

    private final Observer observer;
    private final @Nullable String cursor;
    private final Instant since = clock.instant();
    private volatile @Nullable Feed feed;
    private volatile @Nullable Follower follower;

    Client(Observer observer, @Nullable String cursor) {
      this.observer = observer;
      this.cursor = cursor;
    }

    @Override
    public Follower begin(FollowerSink sink) {
      Feed entered = feeds.enter(new Feeds.Key(observer.runtime(), observer.worker()));
      feed = entered;
      clients.add(this);
      FrameView view = views.apply(observer);
      Follower begun = entered.join(stream -> stream.follow(cursor, sink, limits, view));
      follower = begun;
      return begun;
    }

    @Override
    public void ended() {
      Feed entered = feed;
      if (clients.remove(this) && entered != null) {
        entered.leave();
      }
    }

    void deny() {
      Follower begun = follower;
      if (begun != null) {
        begun.refuse(StreamCode.DENIED, "you may not observe this worker any more");
      }
    }

    ObserverReport report() {
      Follower begun = follower;
      Follower.Progress progress =
          begun == null ? new Follower.Progress(0, 0, 0) : begun.progress();
      return new ObserverReport(
          observer.runtime() + "/" + observer.worker(),
          observer.remoteAddress(),
          since,
          progress.frames(),
          progress.bytes(),
          progress.behind());
    }
  }
}
