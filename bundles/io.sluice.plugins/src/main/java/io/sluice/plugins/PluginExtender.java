// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.api.plugin.SluicePlugin;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.ingress.IngressDispatcher;
import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.PluginInspector;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import io.sluice.spi.roster.RosterListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.namespace.extender.ExtenderNamespace;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extender: posts what the framework, the service registry and the authority registry tell
 * about plugins, and offers the roster as a service.
 */
@Component(immediate = true)
@Capability(
    namespace = ExtenderNamespace.EXTENDER_NAMESPACE,
    name = SluicePlugin.EXTENDER_NAME,
    version = SluicePlugin.EXTENDER_VERSION)
public final class PluginExtender implements PluginRoster, PluginInspector {

  private static final Logger LOG = LoggerFactory.getLogger(PluginExtender.class);

  private final BundleContext context;
  private final RosterLoop loop;
  private final PluginTracker tracker;
  private final Confinements confinements = new Confinements();
  private @Nullable ServiceRegistration<AuthorityListener> listening;

  /**
   * Wires the parts.
   *
   * @param context this bundle's context
   * @param authority tells what plugins may do
   * @param dispatcher runs their handlers
   * @param executor carries out what they answer
   * @param diagnostics takes note of bad manifests
   */
  @Activate
  public PluginExtender(
      BundleContext context,
      @Reference AuthorityRegistry authority,
      @Reference IngressDispatcher dispatcher,
      @Reference CommandExecutor executor,
      @Reference Diagnostics diagnostics) {
    this.context = context;
    this.loop =
        new RosterLoop(
            Roster.empty(authority.snapshot()),
            Clock.systemUTC(),
            new Declarations(context, diagnostics));
    this.tracker =
        new PluginTracker(
            context, loop, new LifeServices(context, dispatcher, executor, loop::post));
  }

  @Activate
  void start() {
    loop.start();
    tracker.open();
    listening =
        context.registerService(
            AuthorityListener.class,
            snapshot -> loop.post(new Fact.AuthorityChanged(snapshot)),
            null);
    LOG.info("plugins up");
  }

  @Deactivate
  void stop() {
    if (listening != null) {
      listening.unregister();
    }
    tracker.close();
    loop.close();
    LOG.info("plugins down");
  }

  @Reference(
      name = "handler",
      service = IngressHandler.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addHandler(ServiceReference<IngressHandler> reference) {
    offered(reference);
  }

  void updatedHandler(ServiceReference<IngressHandler> reference) {
    offered(reference);
  }

  private void offered(ServiceReference<IngressHandler> reference) {
    loop.post(new Fact.HandlerOffered(bundleId(reference), HandlerOffer.of(reference)));
  }

  void removeHandler(ServiceReference<IngressHandler> reference) {
    long serviceId = (Long) reference.getProperty(Constants.SERVICE_ID);
    tracker.withdraw(bundleId(reference), serviceId, reference);
  }

  /** A reference knows its bundle only as long as the service is registered. */
  private static long bundleId(ServiceReference<IngressHandler> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_BUNDLEID);
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(RosterListener listener) {
    loop.add(listener);
  }

  void removeListener(RosterListener listener) {
    loop.remove(listener);
  }

  @Override
  public List<PluginReport> plugins() {
    return PluginReports.of(loop.roster());
  }

  @Override
  public boolean restart(String name) {
    boolean found =
        loop.roster().entries().values().stream()
            .anyMatch(entry -> entry.life() != null && entry.bundle().id().name().equals(name));
    if (found) {
      loop.post(new Fact.RestartAsked(name));
    }
    return found;
  }

  @Override
  public Inspection check(Path file) throws IOException {
    return JarReader.read(file);
  }

  @Override
  public Optional<Confinement> confinement(long bundleId) {
    return entry(bundleId)
        .flatMap(
            entry ->
                Optional.ofNullable(context.getBundle(bundleId))
                    .map(
                        bundle ->
                            confinements.of(
                                entry.bundle().id().digest(),
                                () -> new InstalledContents(bundle))));
  }

  @Override
  public Optional<Novelty> novelty(long bundleId) {
    return entry(bundleId).map(entry -> entry.bundle().novelty());
  }

  private Optional<PluginEntry> entry(long bundleId) {
    return Optional.ofNullable(loop.roster().entries().get(bundleId));
  }
}
