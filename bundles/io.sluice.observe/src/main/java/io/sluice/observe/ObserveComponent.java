// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.spi.command.CommandListener;
import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionListener;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.DiagnosticListener;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.observation.WorkerObservation;
import io.sluice.spi.observation.WorkerReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.roster.RosterListener;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.LocalFollowing;
import io.sluice.stream.LogBounds;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ObservationServer;
import io.sluice.stream.ProtocolJson;
import io.sluice.stream.ServerSettings;
import io.sluice.stream.StreamName;
import io.sluice.stream.WorkerStream;
import java.io.File;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Keeps the workers' events and has them served. Owns the threads {@code sluice-observe-n} of the
 * server, {@code sluice-observe-news}, {@code sluice-observe-wake} and {@code
 * sluice-observe-timer}. It registers its services itself, without properties, since its
 * configuration holds secrets.
 */
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>=\""
            + "io.sluice.observe.ObserveComponent"
            + ",io.sluice.spi.observation.WorkerObservation"
            + ",io.sluice.spi.diagnostic.LimitSource"
            + "\"",
    effective = "active")
@Component(
    immediate = true,
    service = {},
    configurationPid = ObserveConfiguration.PID)
@Designate(ocd = ObserveConfiguration.class)
public final class ObserveComponent implements WorkerObservation, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(ObserveComponent.class);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);
  private static final String SECRET_FILE = "cursor.key";

  private final SecureRandom random = new SecureRandom();
  private final BundleContext context;
  private final PluginRoster roster;
  private final Diagnostics diagnostics;
  private final List<Limit> limits;
  private final int eventsPerSecond;
  private final LogBounds bounds;
  private final FollowerLimits followerLimits;
  private final ServerSettings settings;
  private final CursorSecret secret;
  private final ThreadPoolExecutor waker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> new Thread(task, "sluice-observe-wake"),
          // Once it is stopped nobody is left to be woken.
          new ThreadPoolExecutor.DiscardPolicy());
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sluice-observe-timer"));
  private final Workers workers = new Workers(this::worker, Clock.systemUTC());
  private final HostNews news = new HostNews(number -> listeners().missed(number));
  private final HostListeners listeners = new HostListeners(workers, news, Clock.systemUTC());
  private final RuntimeEntrance entrance;
  private @Nullable ServiceRegistration<?> listening;
  private @Nullable ServiceRegistration<?> offered;
  private volatile @Nullable ObservationServer server;
  private volatile boolean stopped;

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
    this.limits = ObserveLimits.report(configuration);
    this.eventsPerSecond = ObserveLimits.eventsPerSecond(configuration);
    this.bounds = ObserveLimits.log(configuration);
    this.followerLimits = ObserveLimits.follower(configuration);
    this.settings = ObserveLimits.server(configuration);
    this.secret = secret();
    this.entrance =
        new RuntimeEntrance(
            workers, followerLimits, Clock.systemUTC(), () -> RuntimeList.json(workers()));
  }

  private HostListeners listeners() {
    return listeners;
  }

  private CursorSecret secret() {
    File file = context.getDataFile(SECRET_FILE);
    try {
      return file == null ? CursorSecret.random(random) : CursorSecret.at(file.toPath(), random);
    } catch (IOException e) {
      diagnose("observe_key_lost", "cursors will not be known after a restart: " + e);
      return CursorSecret.random(random);
    }
  }

  private void diagnose(String code, String message) {
    diagnostics.record(Severity.ERROR, "observe", code, "", null, message);
  }

  private Worker worker(String name) {
    return new Worker(
        new WorkerStream(
            new StreamName("runtime", null, name),
            secret,
            random.nextLong(),
            bounds,
            waker,
            System::nanoTime,
            Clock.systemUTC()),
        new EventRate(eventsPerSecond, System::nanoTime));
  }

  @Activate
  void start() {
    news.start();
    listeners.rosterChanged(roster.plugins());
    listening =
        context.registerService(
            new String[] {
              RosterListener.class.getName(),
              ConnectionListener.class.getName(),
              CommandListener.class.getName(),
              DiagnosticListener.class.getName()
            },
            listeners,
            null);
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::look, LOOK_PERIOD.toMillis(), LOOK_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    listen();
    offered =
        context.registerService(
            new String[] {
              ObserveComponent.class.getName(),
              WorkerObservation.class.getName(),
              LimitSource.class.getName()
            },
            this,
            null);
    LOG.info("observe up, address={} port={}", settings.address(), port().orElse(-1));
  }

  /** What cannot be served is kept all the same, and plugins go on. */
  private void listen() {
    if (settings.port() < 0) {
      return;
    }
    try {
      server = ObservationServer.start(settings, entrance, System::nanoTime);
    } catch (IllegalArgumentException | IOException e) {
      diagnose("observe_not_listening", String.valueOf(e.getMessage()));
    }
  }

  private void look() {
    try {
      workers.look();
      ObservationServer current = server;
      if (current != null) {
        current.look();
      }
    } catch (RuntimeException e) {
      LOG.error("the timer goes on after a failure", e);
    }
  }

  @Deactivate
  void stop() {
    stopped = true;
    if (offered != null) {
      offered.unregister();
    }
    if (listening != null) {
      listening.unregister();
    }
    timer.shutdownNow();
    ObservationServer current = server;
    if (current != null) {
      current.close();
    }
    news.close();
    waker.shutdownNow();
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

  /** Publishes what a plugin says of its work. */
  Publication publish(String plugin, WorkerEvent event) {
    Worker worker = stopped ? null : workers.present(plugin).orElse(null);
    if (worker == null) {
      return Publication.CLOSED;
    }
    if (HostEvent.TYPES.contains(event.type())) {
      return Publication.MALFORMED;
    }
    if (!worker.rate().admits()) {
      return Publication.TOO_MANY;
    }
    try {
      worker.stream().append(event, ProtocolJson.encode(event));
      return Publication.ACCEPTED;
    } catch (TooLongException e) {
      return Publication.TOO_LARGE;
    } catch (MalformedException e) {
      return Publication.MALFORMED;
    }
  }

  @Override
  public List<WorkerReport> workers() {
    return workers.all().entrySet().stream()
        .map(entry -> report(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static WorkerReport report(String name, Worker worker) {
    WorkerStream.Report log = worker.stream().report();
    return new WorkerReport(
        name,
        worker.status().version(),
        worker.status().status(),
        worker.status().service(),
        log.last(),
        log.events(),
        log.bytes(),
        log.followers());
  }

  @Override
  public List<ObserverReport> observers() {
    return entrance.observers();
  }

  @Override
  public Optional<Following> follow(String worker) {
    return workers
        .present(worker)
        .map(
            present -> {
              LocalFollowing reader = new LocalFollowing();
              reader
                  .following(present.stream().follow(null, reader, followerLimits, FrameView.WHOLE))
                  .begin();
              return reader;
            });
  }

  @Override
  public OptionalInt port() {
    ObservationServer current = server;
    return current == null ? OptionalInt.empty() : OptionalInt.of(current.port());
  }

  @Override
  public List<Limit> limits() {
    return limits;
  }
}
