// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

/** A plugin runs when its bundle, its grant and its handler are there, whichever came last. */
public class ArrivalOrderIT extends HostTest {

  private static final String PLUGIN = Witness.PLUGIN;

  private final Witness witness = new Witness();
  private Bundle bundle;

  /** What a plugin needs, and how it comes. */
  @FunctionalInterface
  private interface Arrival {

    Departure arrive() throws Exception;
  }

  /** How it goes. */
  @FunctionalInterface
  private interface Departure {

    void leave() throws Exception;
  }

  @Before
  public void install() throws Exception {
    bundle = host.install(Fixture.of("witnessed"));
    host.awaitKnown(PLUGIN);
  }

  private Departure start() throws Exception {
    bundle.start();
    await("the bundle is seen")
        .atMost(Host.LIMIT)
        .until(() -> host.plugin(PLUGIN).bundleState().equals("ACTIVE"));
    return bundle::stop;
  }

  private Departure grant() throws Exception {
    Configuration grant = host.grantAll(PLUGIN, gateway.port());
    await("the grant is seen")
        .atMost(Host.LIMIT)
        .until(() -> !host.service(AuthorityRegistry.class).snapshot().grants().isEmpty());
    return () -> host.delete(grant);
  }

  private Departure handle() {
    ServiceRegistration<?> registration = witness.appear(host);
    await("the handler is seen, if it can be there")
        .atMost(Host.LIMIT)
        .until(() -> ingress().handled() == (bundle.getState() == Bundle.ACTIVE));
    return () -> host.takeBack(registration);
  }

  private IngressReport ingress() {
    return host.plugin(PLUGIN).ingresses().get(0);
  }

  @Test
  public void theBundleThenTheGrantThenTheHandler() throws Exception {
    runsAfter(this::start, this::grant, this::handle);
  }

  @Test
  public void theBundleThenTheHandlerThenTheGrant() throws Exception {
    runsAfter(this::start, this::handle, this::grant);
  }

  @Test
  public void theGrantThenTheBundleThenTheHandler() throws Exception {
    runsAfter(this::grant, this::start, this::handle);
  }

  @Test
  public void theGrantThenTheHandlerThenTheBundle() throws Exception {
    runsAfter(this::grant, this::handle, this::start);
  }

  @Test
  public void theHandlerThenTheBundleThenTheGrant() throws Exception {
    runsAfter(this::handle, this::start, this::grant);
  }

  @Test
  public void theHandlerThenTheGrantThenTheBundle() throws Exception {
    runsAfter(this::handle, this::grant, this::start);
  }

  private void runsAfter(Arrival... arrivals) throws Exception {
    for (Arrival each : arrivals) {
      assertEquals(0, gateway.acceptedSockets());
      each.arrive();
    }
    requireRunning();
  }

  @Test
  public void allThreeAtOnce() throws Exception {
    List<Arrival> arrivals = List.of(this::start, this::grant, this::handle);
    CyclicBarrier together = new CyclicBarrier(arrivals.size());
    List<Callable<Departure>> tasks = new ArrayList<>();
    for (Arrival each : arrivals) {
      tasks.add(
          () -> {
            together.await();
            return each.arrive();
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Departure> each : threads.invokeAll(tasks)) {
        each.get(Host.LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdown();
    }

    requireRunning();
  }

  private void requireRunning() throws Exception {
    requireEcho(gateway.awaitPeer());
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
    PluginReport report = host.plugin(PLUGIN);
    assertEquals(ServiceState.RUNNING, report.service());
    assertEquals(List.of(true, true), List.of(ingress().handled(), ingress().granted()));
    assertEquals(1, host.awaitConnection(PLUGIN, ConnectionReport.State.CONNECTED).attempts());
    assertEquals(1, gateway.acceptedSockets());
    assertEquals(List.of("activate", "websocket_open", "websocket_text"), witness.words());
  }

  @Test
  public void theBundleLeavesAndComesBack() throws Exception {
    leavesAndComesBack(this::start, this::grant, this::handle);
  }

  @Test
  public void theGrantLeavesAndComesBack() throws Exception {
    leavesAndComesBack(this::grant, this::handle, this::start);
  }

  @Test
  public void theHandlerLeavesAndComesBack() throws Exception {
    leavesAndComesBack(this::handle, this::start, this::grant);
  }

  private void leavesAndComesBack(Arrival one, Arrival... others) throws Exception {
    for (Arrival each : others) {
      each.arrive();
    }
    Departure departure = one.arrive();
    TestPeer peer = gateway.awaitPeer();
    requireEcho(peer);

    departure.leave();
    peer.awaitEnd();
    host.awaitNoConnection(PLUGIN);
    one.arrive();

    requireEcho(gateway.awaitPeer());
    assertEquals("", host.awaitStatus(PLUGIN, Status.RUNNING));
    assertEquals(2, gateway.acceptedSockets());
  }

  private static void requireEcho(TestPeer peer) throws Exception {
    peer.send("hello");
    assertEquals("hello", peer.awaitText());
  }
}
