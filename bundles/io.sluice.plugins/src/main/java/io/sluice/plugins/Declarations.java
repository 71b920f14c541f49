// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.plugin.PluginDeclaration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers what the plugins declare, as services. A bundle with a bad manifest declares nothing,
 * and has its name all the same, so that another bundle of that name is found ambiguous.
 *
 * <p>For the roster's thread alone.
 */
final class Declarations {

  private final BundleContext context;
  private final Diagnostics diagnostics;
  private final Map<Long, Registered> registered = new HashMap<>();

  Declarations(BundleContext context, Diagnostics diagnostics) {
    this.context = context;
    this.diagnostics = diagnostics;
  }

  private record Registered(
      PluginBundle bundle, ServiceRegistration<PluginDeclaration> registration) {}

  void follow(Roster roster) {
    Iterator<Map.Entry<Long, Registered>> all = registered.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, Registered> each = all.next();
      if (!roster.entries().containsKey(each.getKey())) {
        all.remove();
        each.getValue().registration().unregister();
      }
    }
    roster.entries().forEach((id, entry) -> follow(id, entry.bundle()));
  }

  private void follow(Long id, PluginBundle bundle) {
    Registered before = registered.get(id);
    if (before != null && before.bundle().equals(bundle)) {
      return;
    }
    registered.put(id, new Registered(bundle, register(bundle)));
    if (before != null) {
      before.registration().unregister();
    }
    if (bundle.isRejected()) {
      diagnostics.record(
          Severity.ERROR,
          "manifest",
          "manifest_rejected",
          bundle.id().name(),
          null,
          bundle.rejection());
    }
  }

  private ServiceRegistration<PluginDeclaration> register(PluginBundle bundle) {
    return context.registerService(
        PluginDeclaration.class, new PluginDeclaration(bundle.id(), bundle.manifest()), null);
  }

  void close() {
    registered.values().forEach(each -> each.registration().unregister());
    registered.clear();
  }
}
