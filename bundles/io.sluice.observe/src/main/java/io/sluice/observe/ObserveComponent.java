// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.command.CommandListener;
import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionListener;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.DiagnosticListener;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.spi.observation.WorkerObservation;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.roster.RosterListener;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.Endpoint;
import io.sluice.stream.EndpointThreads;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.LogBounds;
import io.sluice.stream.ServerSettings;
import io.sluice.stream.StreamName;
import io.sluice.stream.WorkerStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
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
 * Has the workers' events kept and served. Owns the threads {@code sluice-observe-n} of the server,
 * {@code sluice-observe-news}, {@code sluice-observe-wake} and {@code sluice-observe-timer}. It
 * registers the services itself, without properties, since its configuration holds secrets.
 */
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>=\""
            + "io.sluice.observe.Publishing"
            + ",io.sluice.spi.observation.WorkerObservation"
            + ",io.sluice.spi.diagnostic.LimitSource"
            + "\"",
    effective = "active")
@Component(
    immediate = true,
    service = {},
    configurationPid = ObserveConfiguration.PID)
@Designate(ocd = ObserveConfiguration.class)
public final class ObserveComponent {

  private static final Logger LOG = LoggerFactory.getLogger(ObserveComponent.class);
  private static final String NAME = "sluice-observe";
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);
  private static final String SECRET_FILE = "cursor.key";

  private final BundleContext context;
  private final PluginRoster roster;
  private final Diagnostics diagnostics;
  private final LimitSource limits;
  private final ServerSettings settings;
  private final EndpointThreads threads = new EndpointThreads(NAME);
  private final Workers workers;
  private final HostNews news = new HostNews(number -> listeners().missed(number));
  private final HostListeners listeners;
  private final Publishing publishing;
  private final Endpoint endpoint;
  private final WorkerObservation observation;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   * @param configuration where to listen, and the limits
   * @param roster knows the workers
   * @param diagnostics takes note that it cannot listen
   */
  @Activate
  public ObserveComponent(
      BundleContext context,
      ObserveConfiguration configuration,
      @Reference PluginRoster roster,
      @Reference Diagnostics diagnostics) {
    this.context = context;
    this.roster = roster;
    this.diagnostics = diagnostics;
    List<Limit> reported = ObserveLimits.report(configuration);
    this.limits = () -> reported;
    this.settings = ObserveLimits.server(configuration);
    this.workers = new Workers(maker(configuration), Clock.systemUTC());
    this.listeners = new HostListeners(workers, news, Clock.systemUTC());
    this.publishing = new Publishing(workers);
    FollowerLimits followers = ObserveLimits.follower(configuration);
    RuntimeEntrance entrance = new RuntimeEntrance(workers, followers, Clock.systemUTC());
    this.endpoint =
        new Endpoint(settings, entrance, message -> diagnose("observe_not_listening", message));
    this.observation = new LocalObservation(workers, followers, entrance, endpoint);
  }

  private HostListeners listeners() {
    return listeners;
  }

  private void diagnose(String code, String message) {
    diagnostics.record(Severity.ERROR, "observe", code, "", null, message);
  }

  /** Makes workers, each with a log of its own. */
  private Function<String, Worker> maker(ObserveConfiguration configuration) {
    LogBounds bounds = ObserveLimits.log(configuration);
    int perSecond = ObserveLimits.eventsPerSecond(configuration);
    SecureRandom random = new SecureRandom();
    CursorSecret secret =
        CursorSecret.kept(
            context.getDataFile(SECRET_FILE),
            random,
            e -> diagnose("observe_key_lost", "cursors will not be known after a restart: " + e));
    return name ->
        new Worker(
            new WorkerStream(
                new StreamName("runtime", null, name),
                secret,
                random.nextLong(),
                bounds,
                threads.waker(),
                System::nanoTime,
                Clock.systemUTC()),
            new EventRate(perSecond, System::nanoTime));
  }

  @Activate
  void start() {
    news.start();
    listeners.rosterChanged(roster.plugins());
    register(
        listeners,
        RosterListener.class,
        ConnectionListener.class,
        CommandListener.class,
        DiagnosticListener.class);
    threads.every(LOOK_PERIOD, workers::look);
    threads.every(LOOK_PERIOD, endpoint::look);
    endpoint.start();
    register(limits, LimitSource.class);
    register(observation, WorkerObservation.class);
    register(publishing, Publishing.class);
    LOG.info("observe up, address={} port={}", settings.address(), endpoint.port().orElse(-1));
  }

  private void register(Object service, Class<?>... types) {
    String[] names = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      names[i] = types[i].getName();
    }
    registrations.add(0, context.registerService(names, service, null));
  }

  @Deactivate
  void stop() {
    publishing.close();
    registrations.forEach(ServiceRegistration::unregister);
    threads.stopTimer();
    endpoint.close();
    news.close();
    threads.close();
    LOG.info("observe down");
  }

  @Reference(
      name = "connections",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC)
  void setConnections(ConnectionInventory connections) {
    connections.connections().forEach(listeners::connectionChanged);
  }

  void unsetConnections(ConnectionInventory connections) {
    // What becomes of its connections it tells itself.
  }
}
