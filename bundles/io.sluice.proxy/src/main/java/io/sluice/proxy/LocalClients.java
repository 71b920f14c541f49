// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.observation.Following;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.LocalFollowing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Readers on this machine: clients of which no policy is asked. */
final class LocalClients {

  private final Feeds feeds;
  private final FollowerLimits limits;

  LocalClients(Feeds feeds, FollowerLimits limits) {
    this.feeds = feeds;
    this.limits = limits;
  }

  Following follow(Feeds.Key key) {
    Feed feed = feeds.enter(key);
    LocalFollowing reader = new LocalFollowing();
    feed.join(stream -> reader.following(stream.follow(null, reader, limits, FrameView.WHOLE)));
    return new Entered(feed, reader);
  }

  /** Leaves the feed with its end. */
  private static final class Entered implements Following {

    private final Feed feed;
    private final LocalFollowing reader;
    private final AtomicBoolean left = new AtomicBoolean();

    Entered(Feed feed, LocalFollowing reader) {
      this.feed = feed;
      this.reader = reader;
    }

    @Override
    public Optional<String> next(Duration limit) throws InterruptedException {
      return reader.next(limit);
    }

    @Override
    public boolean isOver() {
      return reader.isOver();
    }

    @Override
    public void close() {
      reader.close();
      if (left.compareAndSet(false, true)) {
        feed.leave();
      }
    }
  }
}
