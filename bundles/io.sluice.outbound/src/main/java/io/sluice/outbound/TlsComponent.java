// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.outbound.OutboundListener;
import io.sluice.spi.outbound.TlsMaterial;
import java.security.GeneralSecurityException;
import java.util.Dictionary;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
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

/** Offers TLS material, and takes it from Configuration Admin. */
@Component(
    immediate = true,
    service = {TlsMaterial.class, ManagedServiceFactory.class},
    property = "service.pid=" + TlsKeys.FACTORY_PID,
    configurationPid = TlsKeys.FACTORY_PID,
    configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = TlsConfiguration.class, factory = true)
public final class TlsComponent implements TlsMaterial, ManagedServiceFactory {

  private final SettingFactory<Material> factory;
  private final ConfiguredTls tls;
  private final Listeners listeners = new Listeners();

  /**
   * Wires the parts.
   *
   * @param diagnostics takes note of configurations that are refused
   * @throws GeneralSecurityException if the platform's own certificates cannot be read
   */
  @Activate
  public TlsComponent(@Reference Diagnostics diagnostics) throws GeneralSecurityException {
    X509ExtendedTrustManager platformTrust = TrustFile.platformTrust();
    factory =
        new SettingFactory<>(
            getName(),
            new TlsReader(platformTrust)::read,
            why -> diagnostics.record(Severity.ERROR, "tls", "tls_refused", "", null, why));
    tls = new ConfiguredTls(new TlsChoice(factory.settings(), new Material(platformTrust, null)));
  }

  /** What is configured already holds from the first look on. */
  @Reference(
      name = "admin",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addConfigurationAdmin(ConfigurationAdmin admin) {
    factory.expect(admin, TlsKeys.FACTORY_PID);
    tls.configurationChanged();
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
  public SSLContext clientContext() {
    return tls.clientContext();
  }

  @Override
  public String getName() {
    return "Sluice TLS";
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> configuration) {
    factory.updated(pid, configuration);
    changed();
  }

  @Override
  public void deleted(String pid) {
    factory.deleted(pid);
    changed();
  }

  private void changed() {
    tls.configurationChanged();
    listeners.tell();
  }
}
