// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.observation.RuntimeReport.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The feeds, one for each worker that is observed or was lately. Safe for use by many threads. */
final class Feeds {

  private final Map<Key, Feed> feeds = new TreeMap<>();
  private final int most;
  private final Function<Key, Feed> maker;

  Feeds(int most, Function<Key, Feed> maker) {
    this.most = most;
    this.maker = maker;
  }

  /** Which worker of which Runtime. */
  record Key(String runtime, String worker) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byRuntime = runtime.compareTo(other.runtime);
      return byRuntime == 0 ? worker.compareTo(other.worker) : byRuntime;
    }
  }

  synchronized boolean hasRoom(Key key) {
    return feeds.size() < most || feeds.containsKey(key);
  }

  /** Counts a client of a worker. */
  synchronized Feed enter(Key key) {
    Feed feed = feeds.computeIfAbsent(key, maker);
    feed.enter();
    return feed;
  }

  /** Looks after deadlines, and forgets those of which nothing is kept. */
  void look() {
    all().forEach(Feed::look);
    synchronized (this) {
      feeds.values().removeIf(Feed::isOver);
    }
  }

  private synchronized List<Feed> all() {
    return new ArrayList<>(feeds.values());
  }

  private synchronized Map<Key, Feed> of(String runtime) {
    Map<Key, Feed> found = new TreeMap<>(feeds);
    found.keySet().removeIf(key -> !key.runtime().equals(runtime));
    return found;
  }

  List<Upstream> report(String runtime) {
    return of(runtime).values().stream().map(Feed::report).toList();
  }

  /** A Runtime is not configured any more. */
  void disown(String runtime) {
    of(runtime).values().forEach(Feed::disown);
  }

  void close() {
    all().forEach(Feed::close);
  }
}
