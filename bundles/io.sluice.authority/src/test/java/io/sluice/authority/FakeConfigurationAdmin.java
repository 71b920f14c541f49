// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;

/**
 * Keeps configurations of grants in memory, and hands them to the factory at once, on the thread
 * that changes them.
 */
final class FakeConfigurationAdmin implements ConfigurationAdmin {

  private final Map<String, Fake> configurations = new TreeMap<>();
  private final ManagedServiceFactory factory;
  private boolean delivering = true;
  private boolean failing;

  FakeConfigurationAdmin(ManagedServiceFactory factory) {
    this.factory = factory;
  }

  /** From now on, nothing is handed to the factory. */
  void stopDelivering() {
    delivering = false;
  }

  /** From now on, nothing can be written. */
  void startFailing() {
    failing = true;
  }

  /** Puts a configuration there, as an operator would. */
  String put(String name, Map<String, Object> values) throws IOException {
    Configuration configuration = getFactoryConfiguration(GrantKeys.FACTORY_PID, name, "?");
    configuration.update(FrameworkUtil.asDictionary(values));
    return configuration.getPid();
  }

  /** What is kept, without what the specification adds. */
  Map<String, Map<String, Object>> kept() {
    Map<String, Map<String, Object>> kept = new TreeMap<>();
    configurations.forEach(
        (pid, each) -> {
          if (each.values != null) {
            kept.put(pid, each.values);
          }
        });
    return kept;
  }

  @Override
  public Configuration getFactoryConfiguration(
      String factoryPid, String name, @Nullable String location) {
    return configurations.computeIfAbsent(factoryPid + "~" + name, Fake::new);
  }

  @Override
  public Configuration @Nullable [] listConfigurations(@Nullable String filter) {
    if (!"(service.factoryPid=io.sluice.grant)".equals(filter)) {
      throw new UnsupportedOperationException(filter);
    }
    Configuration[] found =
        configurations.values().stream()
            .filter(each -> each.values != null)
            .toArray(Configuration[]::new);
    return found.length == 0 ? null : found;
  }

  @Override
  public Configuration createFactoryConfiguration(String factoryPid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration createFactoryConfiguration(String factoryPid, @Nullable String location) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getConfiguration(String pid, @Nullable String location) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getConfiguration(String pid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration getFactoryConfiguration(String factoryPid, String name) {
    throw new UnsupportedOperationException();
  }

  private final class Fake implements Configuration {

    private final String pid;
    private @Nullable Map<String, Object> values;

    Fake(String pid) {
      this.pid = pid;
    }

    private void requireWritable() throws IOException {
      if (failing) {
        throw new IOException("the disk is full");
      }
    }

    private Dictionary<String, Object> dictionary(Map<String, Object> content) {
      Map<String, Object> all = new HashMap<>(content);
      all.put("service.pid", pid);
      all.put("service.factoryPid", GrantKeys.FACTORY_PID);
      return FrameworkUtil.asDictionary(all);
    }

    @Override
    public String getPid() {
      return pid;
    }

    @Override
    public @Nullable Dictionary<String, Object> getProperties() {
      return values == null ? null : dictionary(values);
    }

    @Override
    public void update(Dictionary<String, ?> properties) throws IOException {
      requireWritable();
      Map<String, Object> content = new TreeMap<>(FrameworkUtil.asMap(properties));
      content.keySet().removeIf(key -> key.startsWith("service."));
      values = content;
      if (delivering) {
        try {
          factory.updated(pid, dictionary(content));
        } catch (ConfigurationException e) {
          throw new IOException(e);
        }
      }
    }

    @Override
    public void delete() throws IOException {
      requireWritable();
      configurations.remove(pid);
      if (delivering) {
        factory.deleted(pid);
      }
    }

    @Override
    public String getFactoryPid() {
      return GrantKeys.FACTORY_PID;
    }

    @Override
    public Dictionary<String, Object> getProcessedProperties(ServiceReference<?> reference) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void update() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean updateIfDifferent(Dictionary<String, ?> properties) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setBundleLocation(@Nullable String location) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getBundleLocation() {
      return "?";
    }

    @Override
    public long getChangeCount() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addAttributes(ConfigurationAttribute... attributes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<ConfigurationAttribute> getAttributes() {
      return Set.of();
    }

    @Override
    public void removeAttributes(ConfigurationAttribute... attributes) {
      throw new UnsupportedOperationException();
    }
  }
}
