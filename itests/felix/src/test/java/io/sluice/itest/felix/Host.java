// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The host, from the side of its operator: installs, grants, and looks. */
public final class Host {

  /** How long anything in these tests may take before it counts as never happening. */
  public static final Duration LIMIT = Duration.ofSeconds(20);

  static final Map<String, Long> DIAL_RATES =
      Map.of(
          "dials_at_once", 10_000L,
          "dial_interval_ms", 1L,
          "dials_at_once_per_host", 10_000L,
          "dial_interval_per_host_ms", 1L);

  private final BundleContext context;
  private final List<Bundle> installed = new ArrayList<>();
  private final List<ServiceRegistration<?>> offered = new ArrayList<>();
  private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new ConcurrentHashMap<>();

  Host(BundleContext context) {
    this.context = context;
  }

  /** The context of the test's own bundle. */
  public BundleContext context() {
    return context;
  }

  /** Installs a plugin, without starting it. */
  public Bundle install(Fixture fixture) throws Exception {
    Bundle bundle =
        context.installBundle(
            "fixture:" + installed.size() + ":" + System.nanoTime(), fixture.jar());
    installed.add(bundle);
    return bundle;
  }

  /** Installs and starts a plugin. */
  public Bundle start(Fixture fixture) throws Exception {
    Bundle bundle = install(fixture);
    bundle.start();
    return bundle;
  }

  /** Uninstalls a plugin, and keeps nothing of it. */
  public void uninstall(Bundle bundle) throws Exception {
    bundle.uninstall();
    installed.remove(bundle);
  }

  /** All tests dial one host, and more often than an operator would want it. */
  void raiseDialRates() throws Exception {
    configure("io.sluice.websocket", DIAL_RATES);
  }

  /** Configures a bundle of the host, beside what is configured, and waits until it holds to it. */
  void configure(String pid, Map<String, Long> limits) throws Exception {
    if (!limitsOf(pid).entrySet().containsAll(limits.entrySet())) {
      Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(pid, "?");
      Map<String, Object> all = new HashMap<>(limits);
      Dictionary<String, Object> before = configuration.getProperties();
      if (before != null) {
        FrameworkUtil.asMap(before).forEach(all::putIfAbsent);
      }
      configuration.update(FrameworkUtil.asDictionary(all));
    }
    await(pid + " holds to " + limits)
        .atMost(LIMIT)
        .until(() -> limitsOf(pid).entrySet().containsAll(limits.entrySet()));
  }

  private Map<String, Long> limitsOf(String pid) throws InvalidSyntaxException {
    Map<String, Long> limits = new HashMap<>();
    for (var reference : context.getServiceReferences(LimitSource.class, null)) {
      LimitSource source = context.getService(reference);
      if (source != null) {
        source.limits().stream()
            .filter(limit -> limit.pid().equals(pid))
            .forEach(limit -> limits.put(limit.key(), limit.value()));
        context.ungetService(reference);
      }
    }
    return limits;
  }

  /** Grants a plugin of the fixtures everything on a port. */
  public Configuration grantAll(String plugin, int port) throws Exception {
    return grant(
        plugin,
        Map.of(
            "host_api.websocket",
            "ws://127.0.0.1:" + port,
            "ingress",
            "*",
            "param.port",
            String.valueOf(port)));
  }

  /** Writes a grant as a configuration of its own. */
  public Configuration grant(String plugin, Map<String, ?> values) throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).createFactoryConfiguration("io.sluice.grant", "?");
    update(configuration, plugin, values);
    return configuration;
  }

  /** Writes a grant anew. It allows the addresses of this machine, unless it says another thing. */
  public void update(Configuration grant, String plugin, Map<String, ?> values) throws Exception {
    Map<String, Object> all = new HashMap<>(values);
    all.put("plugin", plugin);
    all.putIfAbsent("addresses", "127.0.0.0/8");
    grant.update(FrameworkUtil.asDictionary(all));
  }

  /** Deletes a grant. */
  public void delete(Configuration grant) throws Exception {
    grant.delete();
  }

  /** What has become of the one plugin of a name. */
  public PluginReport plugin(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no plugin is named " + name));
  }

  private Optional<PluginReport> find(String name) {
    return plugins().stream().filter(report -> report.id().name().equals(name)).findFirst();
  }

  /** All plugins. */
  public List<PluginReport> plugins() {
    return service(PluginRoster.class).plugins();
  }

  /** Waits until a plugin has a status, and returns why. */
  public String awaitStatus(String name, PluginReport.Status status) {
    await("status " + status + " of " + name)
        .atMost(LIMIT)
        .until(() -> find(name).map(PluginReport::status), Optional.of(status)::equals);
    return plugin(name).reason();
  }

  /**
   * Waits until a plugin, whose manifest was read, is declared to those who decide what it may do;
   * before, the host takes nothing from it.
   */
  public void awaitKnown(String name) {
    await(name + " is known")
        .atMost(LIMIT)
        .until(() -> find(name).filter(this::isDeclared).isPresent());
  }

  private boolean isDeclared(PluginReport report) {
    return service(AuthorityRegistry.class)
        .snapshot()
        .plugin(report.id().bundleId())
        .id()
        .isPresent();
  }

  /** Waits until a plugin has a status for this reason. */
  public void awaitStatus(String name, PluginReport.Status status, String reason) {
    await("status of " + name)
        .atMost(LIMIT)
        .until(
            () -> find(name).map(report -> report.status() + ": " + report.reason()),
            Optional.of(status + ": " + reason)::equals);
  }

  /** The connections of a plugin. */
  public List<ConnectionReport> connections(String plugin) {
    return service(ConnectionInventory.class).connections().stream()
        .filter(report -> report.plugin().name().equals(plugin))
        .toList();
  }

  /** Waits until the one connection of a plugin has a state. */
  public ConnectionReport awaitConnection(String plugin, ConnectionReport.State state) {
    await("connection of " + plugin + " " + state)
        .atMost(LIMIT)
        .until(
            () -> connections(plugin).stream().map(ConnectionReport::state).toList(),
            states -> states.equals(List.of(state)));
    return connections(plugin).get(0);
  }

  /** Waits until a plugin has no connection. */
  public void awaitNoConnection(String plugin) {
    await("no connection of " + plugin)
        .atMost(LIMIT)
        .until(() -> connections(plugin), List::isEmpty);
  }

  /** What was recorded about a plugin. */
  public List<Diagnostic> diagnostics(String plugin) {
    return service(DiagnosticLog.class).entries().stream()
        .filter(entry -> entry.plugin().equals(plugin))
        .flatMap(entry -> entry.kept().stream())
        .toList();
  }

  /** Waits until a diagnostic with a code was recorded about a plugin. */
  public Diagnostic awaitDiagnostic(String plugin, String code) {
    await("diagnostic " + code + " about " + plugin)
        .atMost(LIMIT)
        .until(() -> diagnostics(plugin).stream().anyMatch(each -> each.code().equals(code)));
    return diagnostics(plugin).stream().filter(each -> each.code().equals(code)).findFirst().get();
  }

  /** Types a command into Gogo, and returns what it prints. */
  public String type(String command) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    CommandProcessor processor = service(CommandProcessor.class);
    try (CommandSession session =
        processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
      Object result = session.execute(command);
      out.print(result == null ? "" : session.format(result, Converter.INSPECT));
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** The bundle of a symbolic name. */
  public Bundle bundle(String name) {
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle is named " + name);
  }

  /** Registers a service of the test's own. */
  public <T> ServiceRegistration<T> offer(Class<T> type, T service, Map<String, ?> properties) {
    ServiceRegistration<T> registration =
        context.registerService(type, service, FrameworkUtil.asDictionary(properties));
    offered.add(registration);
    return registration;
  }

  /** Takes back a service of the test's own. */
  public void takeBack(ServiceRegistration<?> registration) {
    offered.remove(registration);
    registration.unregister();
  }

  /** Waits for a service, and returns the one that is there now. */
  public <T> T service(Class<T> type) {
    ServiceTracker<?, ?> tracker = trackers.computeIfAbsent(type, this::track);
    try {
      Object service = tracker.waitForService(LIMIT.toMillis());
      if (service == null) {
        throw new AssertionError("no service " + type.getName() + " within " + LIMIT);
      }
      return type.cast(service);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private ServiceTracker<?, ?> track(Class<?> type) {
    ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    return tracker;
  }

  /** Takes back all that was done. */
  void clear() throws Exception {
    deleteGrants();
    for (Bundle bundle : installed) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
    offered.forEach(ServiceRegistration::unregister);
    await("no plugin is left").atMost(LIMIT).until(() -> plugins().isEmpty());
    await("no grant is left")
        .atMost(LIMIT)
        .until(() -> service(AuthorityRegistry.class).snapshot().grants().isEmpty());
    trackers.values().forEach(ServiceTracker::close);
  }

  /** Also those that were made with the shell. */
  private void deleteGrants() throws Exception {
    Configuration[] grants =
        service(ConfigurationAdmin.class)
            .listConfigurations("(service.factoryPid=io.sluice.grant)");
    for (Configuration grant : grants == null ? new Configuration[0] : grants) {
      grant.delete();
    }
  }
}
