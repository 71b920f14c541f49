// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.ThinkingDelta;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.Observer;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.WorkerObservation;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A policy between a worker and its clients, with Runtime and Backend in one framework. */
public class PolicyIT extends PluginTest {

  private final Example policy = new Example();
  private EventPublisher publisher;
  private Configuration known;
  private int port;

  /** Trusted clients see all; others no thoughts, and no digits; and some are not let in at all. */
  private static final class Example implements ObservationPolicy {

    private volatile String denied = "";
    private volatile boolean broken;

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

  @Before
  public void connect() throws Exception {
    ConfigurationAdmin configurations = host.service(ConfigurationAdmin.class);
    for (String pid : List.of("io.sluice.observe", "io.sluice.proxy")) {
      configurations
          .getConfiguration(pid, "?")
          .update(FrameworkUtil.asDictionary(Map.of("port", 0)));
    }
    int runtime =
        await("the Runtime listens")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () -> host.service(WorkerObservation.class).port().orElse(0),
                now -> now != 0 && now != 9471);
    port =
        await("the Backend listens")
            .atMost(Host.LIMIT)
            .ignoreExceptions()
            .until(
                () -> host.service(RuntimeObservation.class).port().orElse(0),
                now -> now != 0 && now != 9472);
    known = configurations.createFactoryConfiguration("io.sluice.proxy.runtime", "?");
    known.update(
        FrameworkUtil.asDictionary(
            Map.of("runtime_id", "here", "endpoint", "ws://127.0.0.1:" + runtime)));
    await("the Runtime is configured")
        .atMost(Host.LIMIT)
        .until(() -> host.service(RuntimeObservation.class).runtimes().size() == 1);
    publisher =
        new PluginCode(host.start(fixture().declaring("{ \"schema_version\": 1 }"))).publisher();
    await("the worker is known")
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.service(WorkerObservation.class).workers().stream()
                    .anyMatch(worker -> worker.worker().equals(plugin())));
  }

  @After
  public void disconnect() throws Exception {
    known.delete();
    await("the Runtime is not configured")
        .atMost(Host.LIMIT)
        .until(() -> host.service(RuntimeObservation.class).runtimes().isEmpty());
  }

  private ServiceRegistration<ObservationPolicy> offer() {
    return host.offer(ObservationPolicy.class, policy, Map.of());
  }

  private Watcher follow(String user, String query) {
    return Watcher.at(
        "ws://127.0.0.1:%d/api/runtimes/here/workers/%s/events/ws%s"
            .formatted(port, plugin(), query),
        Map.of("X-User", user));
  }

  /** Follows, and waits until it has begun. */
  private Watcher watch(String user) {
    Watcher watcher = follow(user, "");
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
    requireLess(follow("other", "?cursor=" + cursor));
    requireAll(follow("trusted", "?cursor=" + cursor));
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
    CompletionException thrown = assertThrows(CompletionException.class, () -> follow("other", ""));
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
    host.takeBack(offered);
    publisher.publish(new RunStart("later"));
    other.awaitFrame("\"run_id\":\"later\"");
    assertFalse(other.frames().toString(), other.frames().toString().contains("number"));
  }
}
