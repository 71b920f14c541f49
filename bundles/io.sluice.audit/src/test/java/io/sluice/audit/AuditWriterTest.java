// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.DecisionListener.Decided;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Test;

public final class AuditWriterTest {

  private static final PluginId CHAT = new PluginId("org.example.chat", "1.2.0", "sha256:0", 7);
  private static final String ALLOWED =
      "{\"time\":\"1970-01-01T00:00:00Z\",\"plugin\":\"org.example.chat\",\"version\":\"1.2.0\","
          + "\"bundle_id\":7,\"digest\":\"sha256:0\",\"kind\":\"dial\","
          + "\"access\":\"wss://a.test/\",\"ingress\":\"gateway\",\"allowed\":true,"
          + "\"code\":\"granted\"}";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch mayGo = new CountDownLatch(1);
  private volatile boolean broken;

  private final LineSink sink =
      new LineSink() {
        @Override
        public void append(String line) throws IOException {
          entered.countDown();
          awaitMayGo();
          if (broken) {
            throw new IOException("the disk is full");
          }
          lines.add(line);
        }

        @Override
        public void close() {
          lines.add("closed");
        }
      };

  private final AuditWriter writer =
      new AuditWriter(sink, 2, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), complaints::add);

  private void awaitMayGo() {
    boolean went = false;
    boolean interrupted = false;
    while (!went) {
      try {
        mayGo.await();
        went = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @After
  public void close() {
    mayGo.countDown();
    writer.close();
  }

  private static Decided decided(Decision decision, String denial) {
    return new Decided(
        Instant.EPOCH,
        new AccessAttempt(
            CHAT, AccessAttempt.DIAL, Access.parse("wss://a.test/?token=canary"), "gateway", null),
        decision,
        denial);
  }

  @Test
  public void anAllowedDialIsALine() {
    assertEquals(ALLOWED, AuditLine.of(decided(Decision.GRANTED, "")));
  }

  @Test
  public void aDenialIsALineWithItsReasonAndItsId() {
    assertEquals(
        ALLOWED.replace(
            "\"allowed\":true,\"code\":\"granted\"",
            "\"allowed\":false,\"code\":\"denied\",\"message\":\"no\\nway\",\"denial\":\"d-1\""),
        AuditLine.of(decided(Decision.refused("denied", "no\nway"), "d-1")));
  }

  @Test
  public void whatDoesNotFitIsDroppedAndCountedInItsPlace() throws Exception {
    writer.start();
    writer.offer(decided(Decision.GRANTED, ""));
    entered.await();
    for (int i = 0; i < 5; i++) {
      writer.offer(decided(Decision.GRANTED, ""));
    }
    mayGo.countDown();

    awaitLines(ALLOWED, "{\"time\":\"1970-01-01T00:00:00Z\",\"dropped\":3}", ALLOWED, ALLOWED);
  }

  /** The end does not wait for a thread that a busy machine gives no time to. */
  private void awaitLines(String... expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertEquals(List.of(expected), lines));
  }

  @Test
  public void aSinkThatFailsIsComplainedAboutOnce() {
    mayGo.countDown();
    broken = true;
    writer.offer(decided(Decision.GRANTED, ""));
    writer.offer(decided(Decision.GRANTED, ""));
    writer.start();
    writer.close();

    awaitLines("closed");
    assertEquals(List.of("java.io.IOException: the disk is full"), complaints);
  }

  @Test
  public void whatWaitsIsWrittenAtTheEnd() {
    mayGo.countDown();
    writer.offer(decided(Decision.GRANTED, ""));
    writer.offer(decided(Decision.GRANTED, ""));
    writer.start();
    writer.close();

    awaitLines(ALLOWED, ALLOWED, "closed");
  }
}
