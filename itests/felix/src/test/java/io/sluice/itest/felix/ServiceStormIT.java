// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.authority.DecisionListener;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.diagnostic.DiagnosticListener;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport.Status;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

/**
 * Services that the host binds come and go on several threads at once, while texts and commands
 * flow. As many times as the system property {@value #TIMES} says.
 */
public class ServiceStormIT extends PluginTest {

  static final String TIMES = "sluice.storm";

  private static final int COUNT = Integer.getInteger(TIMES, 500);
  private static final String QUIET = "io.sluice.fixture.echo";
  private static final String KIND = "storm";
  private static final long MINUTES = 1L + COUNT / 1_000;

  private final EchoTraffic traffic = new EchoTraffic();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Complaints complaints;

  @Before
  public void connect() throws Exception {
    gateway.play(traffic);
    host.grantAll(QUIET, gateway.port());
    host.start(Fixture.of("echo"));
    host.awaitConnection(QUIET, State.CONNECTED);
    complaints = Complaints.listen(host.context());
  }

  @After
  public void calm() {
    threads.shutdownNow();
    complaints.close();
  }

  /** Says that it has done what it was asked. */
  private static final class Transport implements CommandTransport {

    @Override
    public Reach reach(PluginId plugin, CommandPayload payload) {
      return new Reach.Inside();
    }

    @Override
    public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
      return CompletableFuture.completedStage(Effect.EXECUTED);
    }
  }

  private static List<OutputCommand> echo(IngressEvent event) {
    return event instanceof WebSocketText text
        ? List.of(OutputCommand.send(text.connection(), text.text()))
        : List.of();
  }

  private Callable<Void> comeAndGo(Callable<ServiceRegistration<?>> registration) {
    return () -> {
      for (int i = 0; i < COUNT; i++) {
        registration.call().unregister();
      }
      return null;
    };
  }

  private <T> Callable<Void> comeAndGo(Class<T> type, T service, Map<String, ?> properties) {
    return comeAndGo(
        () ->
            host.context().registerService(type, service, FrameworkUtil.asDictionary(properties)));
  }

  /** The authority changes, and with it the decisions that listeners are told. */
  private Callable<Void> grantsChange(Configuration grant) {
    return () -> {
      for (int i = 0; i < COUNT; i++) {
        host.update(grant, plugin(), values(Map.of("deny", gateway.url("/denied/" + i))));
      }
      return null;
    };
  }

  private Callable<Void> commandsFlow(PluginCode code) {
    return () -> {
      for (int i = 0; i < COUNT; i++) {
        CommandResult result = code.submit(OutputCommand.of(new CustomCommand(KIND, Map.of())));
        if (!Set.of("ok", "no_transport").contains(result.code())) {
          throw new AssertionError(result);
        }
      }
      return null;
    };
  }

  private void requireEnds(List<Callable<Void>> tasks) throws Exception {
    List<Future<Void>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(threads.submit(task)));
    for (Future<Void> each : running) {
      try {
        each.get(MINUTES, TimeUnit.MINUTES);
      } catch (TimeoutException e) {
        throw new AssertionError("stuck: " + threadsInDeadlock(), e);
      }
    }
  }

  private static String threadsInDeadlock() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    long[] ids = bean.findDeadlockedThreads();
    ThreadInfo[] infos =
        ids == null ? bean.dumpAllThreads(true, true) : bean.getThreadInfo(ids, true, true);
    return Arrays.toString(infos);
  }

  @Test
  public void servicesComeAndGoUnderTraffic() throws Exception {
    Configuration grant = grant(Map.of());
    PluginCode code =
        new PluginCode(
            host.start(
                fixture().declaring(manifest(ingress("tap", sources(source("/tap", SOON)))))));
    host.awaitKnown(plugin());
    IngressHandler one = ServiceStormIT::echo;
    IngressHandler other = ServiceStormIT::echo;
    DecisionListener decisions = decided -> {};
    DiagnosticListener diagnostics = recorded -> {};
    Map<String, ?> kinds = Map.of(CommandTransport.KINDS, KIND);

    requireEnds(
        List.of(
            comeAndGo(() -> code.offer(one, "tap")),
            comeAndGo(() -> code.offer(other, 7, "tap")),
            comeAndGo(CommandTransport.class, new Transport(), kinds),
            comeAndGo(CommandTransport.class, new Transport(), kinds),
            comeAndGo(DecisionListener.class, decisions, Map.of()),
            comeAndGo(DecisionListener.class, decisions, Map.of()),
            comeAndGo(DiagnosticListener.class, diagnostics, Map.of()),
            grantsChange(grant),
            commandsFlow(code)));

    host.awaitNoConnection(plugin());
    host.update(grant, plugin(), values(Map.of()));
    long echoes = traffic.echoes();
    code.offer(one, "tap");
    host.awaitStatus(plugin(), Status.RUNNING);
    host.awaitConnection(plugin(), State.CONNECTED);
    host.awaitConnection(QUIET, State.CONNECTED);
    await("both echo").atMost(Host.LIMIT).until(() -> traffic.echoes() > echoes + 10);
    await("one socket each").atMost(Host.LIMIT).until(() -> gateway.sockets() == 2);
    assertEquals(
        "connections of the quiet one",
        1,
        traffic.peers().stream()
            .filter(peer -> peer.handshake().requestTarget().equals("/chat"))
            .count());
    assertEquals(List.of(), traffic.wrong());
    assertEquals(List.of(), complaints.all());
  }
}
