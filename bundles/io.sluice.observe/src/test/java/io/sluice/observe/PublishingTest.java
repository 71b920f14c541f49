// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.junit.Assert.assertEquals;

import io.sluice.api.protocol.FurtherEvent;
import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.stream.KeptFrames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;

public final class PublishingTest {

  private final TestWorkers workers = new TestWorkers();
  private final Publishing publishing = new Publishing(workers.all());

  @Before
  public void begin() {
    workers.report(TestWorkers.running("w"), TestWorkers.running("other"));
  }

  @Test
  public void anEventReachesThoseWhoFollowItsWorkerAndNobodyElse() {
    KeptFrames mine = workers.follow("w");
    KeptFrames others = workers.follow("other");

    assertEquals(Publication.ACCEPTED, publishing.publish("w", new RunStart("r")));

    assertEquals(List.of("snapshot", "run_start"), mine.kinds());
    assertEquals(List.of("snapshot"), others.kinds());
  }

  @Test
  public void whatIsNoWorkerCannotPublish() {
    assertEquals(Publication.CLOSED, publishing.publish("nobody", new RunStart("r")));
  }

  @Test
  public void aWorkerThatIsGoneCannotPublish() {
    workers.report();
    assertEquals(Publication.CLOSED, publishing.publish("w", new RunStart("r")));
  }

  @Test
  public void afterTheEndNobodyCanPublish() {
    publishing.close();
    assertEquals(Publication.CLOSED, publishing.publish("w", new RunStart("r")));
  }

  @Test
  public void anEventOfTheHostsTypesIsNoPluginsToPublish() {
    KeptFrames frames = workers.follow("w");
    for (String type : HostEvent.TYPES) {
      // As far as an event can have the type of another record at all.
      assertEquals(
          type,
          Publication.MALFORMED,
          publishing.publish("w", new FurtherEvent(type, Map.of("status", "running"))));
    }
    assertEquals(List.of("snapshot"), frames.kinds());
  }

  @Test
  public void oneThatPublishesTooMuchIsToldAndOthersAreNotHeldUp() {
    for (int i = 0; i < TestWorkers.PER_SECOND; i++) {
      assertEquals(Publication.ACCEPTED, publishing.publish("w", new RunStart("r" + i)));
    }
    assertEquals(Publication.TOO_MANY, publishing.publish("w", new RunStart("more")));
    assertEquals(Publication.ACCEPTED, publishing.publish("other", new RunStart("r")));

    workers.pass(Duration.ofSeconds(1));

    assertEquals(Publication.ACCEPTED, publishing.publish("w", new RunStart("later")));
  }

  @Test
  public void whatIsTooLongOrHasNoFormIsNotPublished() {
    KeptFrames frames = workers.follow("w");
    assertEquals(
        Publication.TOO_LARGE,
        publishing.publish("w", new TextDelta("r", "t", "x".repeat(70_000))));
    assertEquals(Publication.MALFORMED, publishing.publish("w", new TextDelta("r", "t", "\ud800")));
    assertEquals(List.of("snapshot"), frames.kinds());
  }
}
