// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedServiceFactory;

/**
 * Takes settings from Configuration Admin.
 *
 * <p>Configuration Admin hands them over some time after the bundle has started. Until then, those
 * that are there already count as refused, so that no connection gets by them.
 *
 * @param <T> what a good configuration gives
 */
final class SettingFactory<T> implements ManagedServiceFactory {

  private final String name;
  private final Function<Map<String, ?>, Setting<T>> reader;
  private final Consumer<String> refusals;
  private final Settings<T> settings = new Settings<>();

  /**
   * Wires the parts.
   *
   * @param name what the settings are, for people
   * @param reader reads a configuration
   * @param refusals hears of each configuration that is refused, and why
   */
  SettingFactory(
      String name, Function<Map<String, ?>, Setting<T>> reader, Consumer<String> refusals) {
    this.name = name;
    this.reader = reader;
    this.refusals = refusals;
  }

  Settings<T> settings() {
    return settings;
  }

  /** Refuses what is configured and was never handed over, until it is. */
  void expect(ConfigurationAdmin admin, String factoryPid) {
    for (Configuration each : found(admin, factoryPid)) {
      Optional.ofNullable(each.getProperties())
          .map(values -> reader.apply(FrameworkUtil.asMap(values)).scope())
          .ifPresent(
              scope ->
                  settings.putIfAbsent(
                      each.getPid(), new Refused<>(scope, "not applied yet; wait")));
    }
  }

  private static List<Configuration> found(ConfigurationAdmin admin, String factoryPid) {
    try {
      Configuration[] found =
          admin.listConfigurations(
              "(" + ConfigurationAdmin.SERVICE_FACTORYPID + "=" + factoryPid + ")");
      return found == null ? List.of() : List.of(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> configuration) {
    Setting<T> setting = reader.apply(FrameworkUtil.asMap(configuration));
    settings.put(pid, setting).forEach(this::tell);
  }

  private void tell(String pid, Refused<T> refused) {
    String extent = refused.scope().equals(Scope.EVERYTHING) ? "every host" : "its targets";
    refusals.accept(pid + " is refused as a whole, for " + extent + ": " + refused.why());
  }

  @Override
  public void deleted(String pid) {
    settings.remove(pid);
  }
}
