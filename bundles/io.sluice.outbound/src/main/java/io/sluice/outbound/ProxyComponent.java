// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Accepted;
import io.sluice.outbound.Setting.Refused;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.outbound.OutboundListener;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.ProxyRoutes;
import io.sluice.spi.outbound.Route;
import java.util.Dictionary;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the ways to hosts, and takes proxies from Configuration Admin. */
@Component(
    immediate = true,
    service = {ProxyRoutes.class, ManagedServiceFactory.class},
    property = "service.pid=" + ProxyKeys.FACTORY_PID,
    configurationPid = ProxyKeys.FACTORY_PID,
    configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = ProxyConfiguration.class, factory = true)
public final class ProxyComponent implements ProxyRoutes, ManagedServiceFactory {

  private static final String REFUSED = "proxy_refused";

  private final SettingFactory<ProxyRoute> factory;
  private final Listeners listeners = new Listeners();

  /**
   * Wires the parts.
   *
   * @param diagnostics takes note of configurations that are refused
   */
  @Activate
  public ProxyComponent(@Reference Diagnostics diagnostics) {
    factory =
        new SettingFactory<>(
            getName(),
            ProxyReader::read,
            why -> diagnostics.record(Severity.ERROR, "proxy", REFUSED, "", null, why));
  }

  /** What is configured already holds from the first look on. */
  @Reference(
      name = "admin",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addConfigurationAdmin(ConfigurationAdmin admin) {
    factory.expect(admin, ProxyKeys.FACTORY_PID);
  }

  /** What was handed over stays in force. */
  void removeConfigurationAdmin(ConfigurationAdmin admin) {}

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(OutboundListener listener) {
    listeners.add(listener);
  }

  void removeListener(OutboundListener listener) {
    listeners.remove(listener);
  }

  @Override
  public Route to(boolean secure, String host, int port) {
    Peer peer = Peer.of(secure, host, port);
    return factory.settings().at(peer).map(held -> route(peer, held)).orElseGet(Route.Direct::new);
  }

  private static Route route(Peer peer, Settings.Held<ProxyRoute> held) {
    Setting<ProxyRoute> setting = held.setting();
    if (setting instanceof Accepted<ProxyRoute> accepted) {
      return new Route.Via(accepted.value());
    }
    return new Route.Refused(
        REFUSED,
        "there is no way to %s, since %s is refused: %s"
            .formatted(peer, held.pid(), ((Refused<ProxyRoute>) setting).why()));
  }

  @Override
  public String getName() {
    return "Sluice proxies";
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> configuration) {
    factory.updated(pid, configuration);
    listeners.tell();
  }

  @Override
  public void deleted(String pid) {
    factory.deleted(pid);
    listeners.tell();
  }
}
