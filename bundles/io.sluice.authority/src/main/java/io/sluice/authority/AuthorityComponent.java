// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the registry as a service, and takes grants from Configuration Admin.
 *
 * <p>It is a {@link ManagedServiceFactory} and not a factory component, since it is to see what was
 * configured as it was, and to refuse what is of the wrong type.
 */
@Component(
    immediate = true,
    service = {
      AuthorityComponent.class,
      AuthorityRegistry.class,
      AuthorityInspector.class,
      ManagedServiceFactory.class
    },
    property = "service.pid=" + GrantKeys.FACTORY_PID,
    configurationPid = GrantKeys.FACTORY_PID,
    configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = GrantConfiguration.class, factory = true)
public final class AuthorityComponent
    implements AuthorityRegistry, AuthorityInspector, ManagedServiceFactory {

  private static final Logger LOG = LoggerFactory.getLogger(AuthorityComponent.class);

  private final Diagnostics diagnostics;
  private final Registry registry = new Registry();
  private final Announcer announcer = new Announcer(registry::snapshot);

  /**
   * Wires the parts.
   *
   * @param diagnostics takes note of grants that are refused
   */
  @Activate
  public AuthorityComponent(@Reference Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Activate
  void start() {
    LOG.info("authority up");
  }

  @Deactivate
  void stop() {
    LOG.info("authority down");
  }

  @Override
  public AuthoritySnapshot snapshot() {
    return registry.snapshot();
  }

  @Override
  public Explanation explain(long bundleId, Access access) {
    return registry
        .dossier(bundleId)
        .map(dossier -> new Explainer(dossier).explain(access))
        .orElseGet(() -> Explainer.noPlugin(snapshot().plugin(bundleId), access));
  }

  @Override
  public List<SourceReport> sources(long bundleId) {
    return registry
        .dossier(bundleId)
        .map(dossier -> new Explainer(dossier).sources())
        .orElse(List.of());
  }

  @Override
  public PluginAuthority foresee(PluginDeclaration declaration) {
    return registry.dossier(declaration).authority();
  }

  /**
   * Waits until the configurations of these PIDs are in force as expected: as these grants, or not
   * at all. Values of secrets are not compared, since they may be filled in on the way.
   *
   * @return whether that came to pass in time
   */
  boolean awaitApplied(Map<String, Optional<Grant>> expected, Duration limit)
      throws InterruptedException {
    return announcer.await(
        limit,
        () ->
            expected.entrySet().stream()
                .allMatch(each -> registry.holds(each.getKey(), each.getValue())));
  }

  @Reference(
      name = "declaration",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addDeclaration(PluginDeclaration declaration) {
    registry.put(declaration);
    announcer.announce();
  }

  void removeDeclaration(PluginDeclaration declaration) {
    registry.remove(declaration);
    announcer.announce();
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(AuthorityListener listener) {
    announcer.add(listener);
  }

  void removeListener(AuthorityListener listener) {
    announcer.remove(listener);
  }

  @Override
  public String getName() {
    return "Sluice grants";
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> configuration) {
    registry.put(pid, entry(pid, Map.copyOf(FrameworkUtil.asMap(configuration))));
    announcer.announce();
  }

  private GrantEntry entry(String pid, Map<String, ?> values) {
    String plugin = values.get(GrantKeys.PLUGIN) instanceof String name ? name.strip() : "";
    try {
      return new GrantEntry.Accepted(GrantReader.read(pid, values));
    } catch (BadValueException e) {
      String refusal = String.valueOf(e.getMessage());
      diagnostics.record(
          Severity.ERROR,
          "grant",
          "grant_refused",
          plugin,
          null,
          pid + " is refused as a whole: " + refusal);
      return new GrantEntry.Refused(pid, plugin, refusal);
    }
  }

  @Override
  public void deleted(String pid) {
    registry.remove(pid);
    announcer.announce();
  }
}
