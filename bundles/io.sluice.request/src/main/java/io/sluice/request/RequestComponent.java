// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.command.DispatchRequest;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.ProxyRoutes;
import io.sluice.spi.outbound.TlsMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has requests sent, and ended with their grants and their bundles. It is a service for the doors
 * in this bundle, under its own type, which no other bundle sees. Owns, with the client, the
 * threads of Jetty.
 */
@Component(
    immediate = true,
    service = {RequestComponent.class, LimitSource.class},
    configurationPid = RequestConfiguration.PID)
@Designate(ocd = RequestConfiguration.class)
public final class RequestComponent implements LimitSource, SynchronousBundleListener {

  private static final Logger LOG = LoggerFactory.getLogger(RequestComponent.class);

  private final BundleContext context;
  private final RequestLimits limits;
  private final JettyClient client;
  private final Requests requests;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   * @param configuration the limits
   * @param authority decides what may be sent
   * @param decisions takes note of what is refused
   * @param resolver looks up hosts
   * @param tls says whom to trust
   * @param routes knows the proxies
   */
  @Activate
  public RequestComponent(
      BundleContext context,
      Map<String, Object> configuration,
      @Reference AuthorityRegistry authority,
      @Reference DecisionLog decisions,
      @Reference AddressResolver resolver,
      @Reference TlsMaterial tls,
      @Reference ProxyRoutes routes) {
    this.context = context;
    this.limits =
        LimitsReader.limits(
            CheckedConfiguration.of(
                RequestConfiguration.class, RequestConfiguration.PID, configuration, LOG::error));
    this.client = JettyClient.start(limits, resolver, tls);
    this.requests = new Requests(authority, routes, limits, decisions::record, client);
  }

  @Activate
  void start() {
    context.addBundleListener(this);
    registrations.add(
        context.registerService(
            CommandTransport.class,
            new RequestTransport(requests),
            FrameworkUtil.asDictionary(
                Map.of(CommandTransport.KINDS, new String[] {DispatchRequest.KIND}))));
    registrations.add(
        context.registerService(
            AuthorityListener.class, snapshot -> requests.authorityChanged(), null));
    LOG.info("request up, threads={}", limits.threads());
  }

  @Deactivate
  void stop() {
    context.removeBundleListener(this);
    registrations.forEach(ServiceRegistration::unregister);
    requests.stop();
    client.close();
    LOG.info("request down");
  }

  CompletableFuture<RequestResult> send(long bundleId, HostRequest request) {
    return requests.send(bundleId, request);
  }

  /** Ends what a stopping plugin asked for, also by commands. */
  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STOPPING) {
      requests.cancel(event.getBundle().getBundleId());
    }
  }

  @Override
  public List<Limit> limits() {
    return LimitsReader.report(limits);
  }
}
