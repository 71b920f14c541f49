// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.ThinkingDelta;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.Observer;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

/** A policy between a worker and its clients, with Runtime and Backend in one framework. */
public class PolicyIT extends LocalBackendTest {

  private final Example policy = new Example();

  /** Trusted clients see all; others no thoughts, and no digits; and some are not let in at all. */
  private static final class Example implements ObservationPolicy {

    private volatile String denied = "";
    private volatile boolean broken;
    private final Set<ProtocolEvent> failedFor = ConcurrentHashMap.newKeySet();

    private static String user(Observer observer) {
      return observer.headers().getOrDefault("x-user", List.of("nobody")).get(0);
    }

    @Override
    public boolean mayObserve(Observer observer) {
      return !user(observer).equals(denied);
    }

    @Override
    public Optional<ProtocolEvent> view(Observer observer, ProtocolEvent event) {
      if (broken) {
        failedFor.add(event);
        throw new IllegalStateException("broken");
      }
      if (user(observer).equals("trusted")) {
        return Optional.of(event);
      }
      if (event instanceof TextDelta text) {
        return Optional.of(
            new TextDelta(text.runId(), text.id(), text.delta().replaceAll("[0-9]", "*")));
      }
      return event instanceof ThinkingDelta ? Optional.empty() : Optional.of(event);
    }
  }

  private ServiceRegistration<ObservationPolicy> offer() {
    return host.offer(ObservationPolicy.class, policy, Map.of());
  }

  private Watcher followAs(String user, String query) {
    return follow(query, Map.of("X-User", user));
  }

  /** Follows, and waits until it has begun. */
  private Watcher watch(String user) {
    Watcher watcher = followAs(user, "");
    watcher.awaitFrame("\"type\":\"snapshot\"");
    return watcher;
  }

  private void say() {
    publisher.publish(new RunStart("r"));
    publisher.publish(new ThinkingDelta("r", "k", "a thought"));
    publisher.publish(new TextDelta("r", "t", "number 42"));
    publisher.publish(new RunStart("end"));
  }

  private static void requireLess(Watcher watcher) {
    watcher.awaitFrame("\"run_id\":\"end\"");
    String all = watcher.frames().toString();
    assertTrue(all, all.contains("number **"));
    assertFalse(all, all.contains("number 42"));
    assertFalse(all, all.contains("a thought"));
  }

  private static void requireAll(Watcher watcher) {
    watcher.awaitFrame("\"run_id\":\"end\"");
    String all = watcher.frames().toString();
    assertTrue(all, all.contains("number 42"));
    assertTrue(all, all.contains("a thought"));
  }

  @Test
  public void whatIsLiveIsRedactedAndDropped() {
    offer();
    Watcher trusted = watch("trusted");
    Watcher other = watch("other");
    say();
    requireAll(trusted);
    requireLess(other);
  }

  @Test
  public void whatIsReplayedIsRedactedAndDropped() {
    offer();
    Watcher trusted = watch("trusted");
    String cursor = Watcher.cursor(trusted.frames().get(0));
    say();
    requireAll(trusted);
    requireLess(followAs("other", "?cursor=" + cursor));
    requireAll(followAs("trusted", "?cursor=" + cursor));
  }

  @Test
  public void whatIsInASnapshotIsRedactedAndDropped() {
    offer();
    Watcher trusted = watch("trusted");
    say();
    requireAll(trusted);
    requireLess(watch("other"));
    requireAll(watch("trusted"));
  }

  @Test
  public void aPolicyThatComesLaterHoldsForThoseWhoAreThere() {
    Watcher other = watch("other");
    offer();
    say();
    requireLess(other);
  }

  @Test
  public void afterAPolicyWentEverythingPasses() {
    host.takeBack(offer());
    Watcher other = watch("other");
    say();
    requireAll(other);
  }

  @Test
  public void whoIsDeniedIsNotLetIn() {
    policy.denied = "other";
    offer();
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> followAs("other", ""));
    assertTrue(thrown.getCause() instanceof WebSocketHandshakeException);
    watch("trusted");
  }

  @Test
  public void whoIsDeniedLaterIsSentAway() throws Exception {
    offer();
    Watcher other = watch("other");
    policy.denied = "other";
    other.awaitFrame("backend.denied");
    assertEquals(4403, other.awaitClose());
  }

  @Test
  public void aPolicyThatFailsShowsNothing() {
    Watcher other = watch("other");
    policy.broken = true;
    ServiceRegistration<ObservationPolicy> offered = offer();
    say();
    host.awaitDiagnostic("", "policy_failed");
    await("the policy has failed for all")
        .atMost(Host.LIMIT)
        .until(() -> policy.failedFor.contains(new RunStart("end")));
    host.takeBack(offered);
    publisher.publish(new RunStart("later"));
    other.awaitFrame("\"run_id\":\"later\"");
    assertFalse(other.frames().toString(), other.frames().toString().contains("number"));
  }
}
