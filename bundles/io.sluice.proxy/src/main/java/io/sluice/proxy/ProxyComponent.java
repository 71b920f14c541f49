// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.RuntimeReport;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.TlsMaterial;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.LogBounds;
import io.sluice.stream.ObservationServer;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * Has clients served with what comes in from Runtimes. Owns the threads {@code sluice-proxy-n} of
 * the server, {@code sluice-proxy-client-n}, {@code sluice-proxy-wake} and {@code
 * sluice-proxy-timer}. It registers its services itself, without properties, since its
 * configuration holds secrets.
 */
@Capability(
    namespace = "osgi.service",
    attribute =
        "objectClass:List<String>=\""
            + "io.sluice.spi.observation.RuntimeObservation"
            + ",io.sluice.spi.diagnostic.LimitSource"
            + "\"",
    effective = "active")
@Component(
    immediate = true,
    service = {},
    configurationPid = ProxyConfiguration.PID)
@Designate(ocd = ProxyConfiguration.class)
public final class ProxyComponent implements RuntimeObservation, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyComponent.class);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);
  private static final Duration RECHECK_PERIOD = Duration.ofSeconds(1);
  private static final String SECRET_FILE = "cursor.key";

  private final SecureRandom random = new SecureRandom();
  private final BundleContext context;
  private final RuntimeDirectory directory;
  private final Diagnostics diagnostics;
  private final List<Limit> limits;
  private final LogBounds bounds;
  private final ServerSettings settings;
  private final CursorSecret secret;
  private final Policies policies = new Policies(this::policyFailed);
  private final ThreadPoolExecutor waker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> new Thread(task, "sluice-proxy-wake"),
          // Once it is stopped nobody is left to be woken.
          new ThreadPoolExecutor.DiscardPolicy());
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sluice-proxy-timer"));
  private final JettyDialer dialer;
  private final FeedContext feedContext;
  private final Feeds feeds;
  private final LocalClients local;
  private final BackendEntrance entrance;
  private final Consumer<String> leaveListener;
  private @Nullable ServiceRegistration<?> registration;
  private volatile @Nullable ObservationServer server;

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   * @param configuration where to listen, and the limits
   * @param directory knows the Runtimes
   * @param diagnostics takes note of what goes wrong
   * @param resolver looks up the Runtimes' hosts
   * @param tls whom to trust
   */
  @Activate
  public ProxyComponent(
      BundleContext context,
      ProxyConfiguration configuration,
      @Reference RuntimeDirectory directory,
      @Reference Diagnostics diagnostics,
      @Reference AddressResolver resolver,
      @Reference TlsMaterial tls) {
    this.context = context;
    this.directory = directory;
    this.diagnostics = diagnostics;
    this.limits = ProxyLimits.report(configuration);
    this.bounds = ProxyLimits.log(configuration);
    this.settings = ProxyLimits.server(configuration);
    this.secret = secret();
    UpstreamLimits upstream = ProxyLimits.upstream(configuration);
    this.dialer = JettyDialer.start(upstream, resolver, tls.clientContext());
    this.feedContext =
        new FeedContext(
            dialer,
            upstream,
            new Backoff(upstream, most -> ThreadLocalRandom.current().nextLong(most + 1)),
            System::nanoTime,
            diagnostics);
    this.feeds = new Feeds(upstream.workers(), this::feed);
    this.local = new LocalClients(feeds, ProxyLimits.follower(configuration));
    this.entrance =
        new BackendEntrance(
            feeds,
            runtime -> directory.find(runtime).isPresent(),
            policies,
            observer -> new PolicyView(policies, observer, this::policyFailed),
            ProxyLimits.follower(configuration),
            Clock.systemUTC());
    this.leaveListener = feeds::disown;
  }

  private CursorSecret secret() {
    File file = context.getDataFile(SECRET_FILE);
    try {
      return file == null ? CursorSecret.random(random) : CursorSecret.at(file.toPath(), random);
    } catch (IOException e) {
      diagnose("proxy_key_lost", "cursors will not be known after a restart: " + e);
      return CursorSecret.random(random);
    }
  }

  private void diagnose(String code, String message) {
    diagnostics.record(Severity.ERROR, "proxy", code, "", null, message);
  }

  private void policyFailed(Exception failure) {
    diagnose("policy_failed", "a policy failed, and so a client was shown less: " + failure);
  }

  private Feed feed(Feeds.Key key) {
    StreamName name = new StreamName("backend", key.runtime(), key.worker());
    return new Feed(
        key.worker(), () -> directory.find(key.runtime()), () -> stream(name), feedContext);
  }

  private WorkerStream stream(StreamName name) {
    return new WorkerStream(
        name, secret, random.nextLong(), bounds, waker, System::nanoTime, Clock.systemUTC());
  }

  @Activate
  void start() {
    directory.onLeave(leaveListener);
    every(LOOK_PERIOD, this::look);
    every(RECHECK_PERIOD, entrance::recheck);
    listen();
    registration =
        context.registerService(
            new String[] {RuntimeObservation.class.getName(), LimitSource.class.getName()},
            this,
            null);
    LOG.info("proxy up, address={} port={}", settings.address(), port().orElse(-1));
  }

  private void every(Duration period, Runnable task) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("the timer goes on after a failure", e);
    }
  }

  private void listen() {
    if (settings.port() < 0) {
      return;
    }
    try {
      server = ObservationServer.start(settings, entrance, System::nanoTime);
    } catch (IllegalArgumentException | IOException e) {
      diagnose("proxy_not_listening", String.valueOf(e.getMessage()));
    }
  }

  private void look() {
    feeds.look();
    ObservationServer current = server;
    if (current != null) {
      current.look();
    }
  }

  @Deactivate
  void stop() {
    if (registration != null) {
      registration.unregister();
    }
    directory.forget(leaveListener);
    timer.shutdownNow();
    ObservationServer current = server;
    if (current != null) {
      current.close();
    }
    feeds.close();
    dialer.close();
    waker.shutdownNow();
    LOG.info("proxy down");
  }

  @Reference(
      name = "policies",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addPolicy(ObservationPolicy policy) {
    policies.add(policy);
  }

  void removePolicy(ObservationPolicy policy) {
    policies.remove(policy);
  }

  @Override
  public List<RuntimeReport> runtimes() {
    return directory.names().stream()
        .map(runtime -> new RuntimeReport(runtime, feeds.report(runtime)))
        .toList();
  }

  @Override
  public List<ObserverReport> clients() {
    return entrance.clients();
  }

  @Override
  public Optional<Following> follow(String runtime, String worker) {
    return directory.find(runtime).map(target -> local.follow(new Feeds.Key(runtime, worker)));
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
