// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.OpenConnection;
import io.sluice.api.command.SendText;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionListener;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.OutboundListener;
import io.sluice.spi.outbound.ProxyRoutes;
import io.sluice.spi.outbound.TlsMaterial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the driver follow the running services, and offers what it knows and carries out. It is a
 * service for the doors in this bundle, under its own type, which no other bundle sees. Owns the
 * thread {@code sluice-timer} and, with the client, those of Jetty.
 */
@Component(
    immediate = true,
    service = {WebSocketComponent.class, ConnectionInventory.class, LimitSource.class},
    configurationPid = WebSocketConfiguration.PID)
@Designate(ocd = WebSocketConfiguration.class)
public final class WebSocketComponent implements ConnectionInventory, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketComponent.class);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);
  private static final Duration STOP_LIMIT = Duration.ofMillis(1_500);

  /** Several doors may close one after the other. */
  private static final Duration DOOR_LIMIT = Duration.ofMillis(500);

  /** A peer that takes nothing is not waited for: its socket is cut off. */
  private static final Duration REVOCATION_LIMIT = Duration.ofSeconds(1);

  private final BundleContext context;
  private final WebSocketLimits limits;
  private final PullLimits pullLimits;
  private final JettyClient client;
  private final OpenChannels channels = new OpenChannels();
  private final Driver driver;
  private final Pulls pulls;
  private final Revocation revocation = new Revocation(REVOCATION_LIMIT);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sluice-timer"));
  private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   * @param configuration the limits
   * @param authority decides what may be dialled
   * @param diagnostics takes note of what goes wrong
   * @param decisions takes note of what is dialled
   * @param resolver looks up hosts
   * @param tls says whom to trust
   * @param routes knows the proxies
   */
  @Activate
  public WebSocketComponent(
      BundleContext context,
      Map<String, Object> configuration,
      @Reference AuthorityRegistry authority,
      @Reference Diagnostics diagnostics,
      @Reference DecisionLog decisions,
      @Reference AddressResolver resolver,
      @Reference TlsMaterial tls,
      @Reference ProxyRoutes routes) {
    this.context = context;
    WebSocketConfiguration checked =
        CheckedConfiguration.of(
            WebSocketConfiguration.class, WebSocketConfiguration.PID, configuration, LOG::error);
    this.limits = LimitsReader.limits(checked);
    this.pullLimits = LimitsReader.pullLimits(checked);
    this.client = JettyClient.start(limits, resolver, tls.clientContext());
    DriverServices services =
        new DriverServices(
            authority,
            new JettyDialer(client.webSocket(), limits),
            routes,
            new Places(limits.connectionsInAll()),
            new DialTurns(limits.dialRates(), System::nanoTime),
            channels,
            diagnostics,
            decisions::record,
            this::tellOf,
            limits,
            System::nanoTime,
            System::currentTimeMillis,
            most -> most <= 0 ? 0 : ThreadLocalRandom.current().nextLong(most + 1));
    this.driver = new Driver(services);
    this.pulls = new Pulls(pullLimits, services);
  }

  @Activate
  void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::look, LOOK_PERIOD.toMillis(), LOOK_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    registrations.add(
        context.registerService(
            CommandTransport.class,
            new WebSocketTransport(channels, driver::open),
            FrameworkUtil.asDictionary(
                Map.of(
                    CommandTransport.KINDS,
                    new String[] {SendText.KIND, CloseConnection.KIND, OpenConnection.KIND}))));
    registrations.add(
        context.registerService(AuthorityListener.class, snapshot -> authorityChanged(), null));
    registrations.add(
        context.registerService(OutboundListener.class, driver::outboundChanged, null));
    driver.start();
    LOG.info("websocket up, threads={}", limits.threads());
  }

  private void authorityChanged() {
    revocation.apply(Stream.concat(driver.live(), pulls.live()));
  }

  private void look() {
    try {
      driver.look();
      pulls.look();
    } catch (RuntimeException e) {
      LOG.error("the timer goes on after a failure", e);
    }
  }

  @Deactivate
  void stop() {
    registrations.forEach(ServiceRegistration::unregister);
    driver.stop(STOP_LIMIT);
    timer.shutdownNow();
    client.close();
    LOG.info("websocket down");
  }

  @Reference(
      name = "service",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addService(RunningService service) {
    driver.follow(service);
  }

  void updatedService(RunningService service) {
    driver.follow(service);
  }

  void removeService(RunningService service) {
    driver.forget(service);
  }

  /** The handles of a bundle, for its door. */
  Handles open(long bundleId) {
    return pulls.open(bundleId);
  }

  /** The bundle's door closes. */
  void close(Handles handles) {
    pulls.close(handles, DOOR_LIMIT);
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(ConnectionListener listener) {
    listeners.add(listener);
  }

  void removeListener(ConnectionListener listener) {
    listeners.remove(listener);
  }

  private void tellOf(Supplier<ConnectionReport> connection) {
    if (listeners.isEmpty()) {
      return;
    }
    ConnectionReport report = connection.get();
    for (ConnectionListener listener : listeners) {
      try {
        listener.connectionChanged(report);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("listener={} failed to take note of a connection", listener, e);
      }
    }
  }

  @Override
  public List<ConnectionReport> connections() {
    return Stream.concat(driver.connections().stream(), pulls.connections().stream())
        .sorted(
            Comparator.comparing((ConnectionReport report) -> report.plugin().name())
                .thenComparing(ConnectionReport::ingress)
                .thenComparing(ConnectionReport::url))
        .toList();
  }

  @Override
  public List<Limit> limits() {
    return Stream.concat(
            LimitsReader.report(limits).stream(), LimitsReader.report(pullLimits).stream())
        .toList();
  }
}
