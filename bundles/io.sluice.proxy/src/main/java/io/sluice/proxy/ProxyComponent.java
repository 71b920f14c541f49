// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.spi.observation.ObservationPolicy;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.TlsMaterial;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
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
 * Has clients served with what comes in from Runtimes. Owns the threads {@code sluice-proxy-n} of
 * the server, {@code sluice-proxy-client-n}, {@code sluice-proxy-wake} and {@code
 * sluice-proxy-timer}. It registers the services itself, without properties, since its
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
public final class ProxyComponent {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyComponent.class);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(100);
  private static final Duration RECHECK_PERIOD = Duration.ofSeconds(1);
  private static final String NAME = "sluice-proxy";
  private static final String SECRET_FILE = "cursor.key";

  private final BundleContext context;
  private final RuntimeDirectory directory;
  private final Diagnostics diagnostics;
  private final LimitSource limits;
  private final ServerSettings settings;
  private final EndpointThreads threads = new EndpointThreads(NAME);
  private final Policies policies = new Policies(this::policyFailed);
  private final JettyDialer dialer;
  private final Feeds feeds;
  private final BackendEntrance entrance;
  private final Endpoint endpoint;
  private final RuntimeObservation observation;
  private final Consumer<String> leaveListener;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

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
    List<Limit> reported = ProxyLimits.report(configuration);
    this.limits = () -> reported;
    this.settings = ProxyLimits.server(configuration);
    UpstreamLimits upstream = ProxyLimits.upstream(configuration);
    this.dialer = JettyDialer.start(upstream, resolver, tls.clientContext());
    this.feeds = new Feeds(upstream.workers(), maker(configuration, upstream));
    FollowerLimits followers = ProxyLimits.follower(configuration);
    this.entrance =
        new BackendEntrance(
            feeds,
            runtime -> directory.find(runtime).isPresent(),
            policies,
            observer -> new PolicyView(policies, observer, this::policyFailed),
            followers,
            Clock.systemUTC());
    this.endpoint =
        new Endpoint(settings, entrance, message -> diagnose("proxy_not_listening", message));
    this.observation =
        new BackendObservation(
            directory, feeds, new LocalClients(feeds, followers), entrance, endpoint);
    this.leaveListener = feeds::disown;
  }

  private void diagnose(String code, String message) {
    diagnostics.record(Severity.ERROR, "proxy", code, "", null, message);
  }

  private void policyFailed(Exception failure) {
    diagnose("policy_failed", "a policy failed, and so a client was shown less: " + failure);
  }

  /** Makes feeds, each with a log of its own. */
  private Function<Feeds.Key, Feed> maker(
      ProxyConfiguration configuration, UpstreamLimits upstream) {
    LogBounds bounds = ProxyLimits.log(configuration);
    SecureRandom random = new SecureRandom();
    CursorSecret secret =
        CursorSecret.kept(
            context.getDataFile(SECRET_FILE),
            random,
            e -> diagnose("proxy_key_lost", "cursors will not be known after a restart: " + e));
    FeedContext feedContext =
        new FeedContext(
            dialer,
            upstream,
            new Backoff(upstream, most -> ThreadLocalRandom.current().nextLong(most + 1)),
            System::nanoTime,
            diagnostics);
    return key ->
        new Feed(
            key,
            () -> directory.find(key.runtime()),
            () ->
                new WorkerStream(
                    new StreamName("backend", key.runtime(), key.worker()),
                    secret,
                    random.nextLong(),
                    bounds,
                    threads.waker(),
                    System::nanoTime,
                    Clock.systemUTC()),
            feedContext);
  }

  @Activate
  void start() {
    directory.onLeave(leaveListener);
    threads.every(LOOK_PERIOD, feeds::look);
    threads.every(LOOK_PERIOD, endpoint::look);
    threads.every(RECHECK_PERIOD, entrance::recheck);
    endpoint.start();
    register(limits, LimitSource.class);
    register(observation, RuntimeObservation.class);
    LOG.info("proxy up, address={} port={}", settings.address(), endpoint.port().orElse(-1));
  }

  private void register(Object service, Class<?> type) {
    registrations.add(0, context.registerService(type.getName(), service, null));
  }

  @Deactivate
  void stop() {
    registrations.forEach(ServiceRegistration::unregister);
    directory.forget(leaveListener);
    threads.stopTimer();
    endpoint.close();
    feeds.close();
    dialer.close();
    threads.close();
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
}
