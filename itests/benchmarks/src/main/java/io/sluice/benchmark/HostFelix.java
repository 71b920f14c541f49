// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The host in a real Felix, in this process. The API and the SPI are the benchmark's and the
 * bundles' in common.
 */
final class HostFelix {

  static final String OBSERVE = "io.sluice.observe";
  static final String PROXY = "io.sluice.proxy";

  private static final String FIXTURES = "io.sluice.fixture.";
  private static final int HOST_LEVEL = 20;
  private static final String ALL_LEVELS = "100";

  private final List<File> jars = jars();
  private final BundleContext context;

  private HostFelix(Set<String> observing) throws Exception {
    Framework framework = framework();
    framework.init();
    context = framework.getBundleContext();
    for (File jar : jars) {
      if (isWanted(jar.getName(), observing)) {
        Bundle bundle = context.installBundle(jar.toURI().toString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level(jar.getName()));
        bundle.start();
      }
    }
    framework.start();
    // What was not started because something is missing says so now.
    for (Bundle bundle : context.getBundles()) {
      bundle.start();
    }
  }

  /**
   * Starts a framework with the bundles of the host.
   *
   * @param observing those of {@link #OBSERVE} and {@link #PROXY} that are to be there
   */
  static HostFelix start(Set<String> observing) throws Exception {
    return new HostFelix(observing);
  }

  private static boolean isWanted(String jar, Set<String> observing) {
    boolean observes = jar.startsWith(OBSERVE) || jar.startsWith(PROXY);
    return !isShared(jar)
        && !jar.startsWith(FIXTURES)
        && (!observes || observing.stream().anyMatch(jar::startsWith));
  }

  /** What the benchmark and the bundles have in common is on the class path. */
  private static boolean isShared(String jar) {
    return jar.startsWith("io.sluice.api") || jar.startsWith("io.sluice.spi");
  }

  private Framework framework() throws IOException {
    String storage = Files.createTempDirectory("sluice-benchmark").toString();
    List<String> packages = new ArrayList<>();
    packages.add("com.sun.management,org.osgi.service.cm;version=1.6.1");
    for (File jar : jars) {
      if (isShared(jar.getName())) {
        packages.add(exports(jar));
      }
    }
    return ServiceLoader.load(FrameworkFactory.class)
        .findFirst()
        .orElseThrow()
        .newFramework(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                String.join(",", packages),
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                ALL_LEVELS));
  }

  private static String exports(File file) throws IOException {
    try (JarFile jar = new JarFile(file)) {
      return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
    }
  }

  private static List<File> jars() {
    File[] jars = new File(System.getProperty("host.dir")).listFiles();
    if (jars == null) {
      throw new IllegalStateException("host.dir names no folder");
    }
    return Arrays.stream(jars).sorted(Comparator.comparing(File::getName)).toList();
  }

  private static int level(String name) {
    if (name.startsWith("asm") || name.startsWith("org.apache.aries")) {
      return 1;
    }
    return name.startsWith("io.sluice") ? HOST_LEVEL : HOST_LEVEL / 2;
  }

  BundleContext context() {
    return context;
  }

  /** The name of a fixture's bundle. */
  static String nameOf(String fixture) {
    return FIXTURES + fixture;
  }

  /** Installs a fixture under another name, and with a manifest of its own. */
  Bundle install(String fixture, String name, String pluginJson) throws Exception {
    Path jar = PluginJar.like(fixture(fixture), name, pluginJson);
    return context.installBundle(jar.toUri().toString());
  }

  /** Installs a fixture as it is. */
  Bundle install(String fixture) throws Exception {
    return context.installBundle(fixture(fixture).toURI().toString());
  }

  private File fixture(String name) {
    return jars.stream()
        .filter(jar -> jar.getName().startsWith(nameOf(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no fixture is named " + name));
  }

  /** Writes a configuration. */
  void configure(String pid, Map<String, ?> values) throws Exception {
    service(ConfigurationAdmin.class)
        .getConfiguration(pid, "?")
        .update(FrameworkUtil.asDictionary(values));
  }

  /** Writes a configuration of a factory. */
  Configuration configure(String factoryPid, String name, Map<String, ?> values) throws Exception {
    Configuration configuration =
        service(ConfigurationAdmin.class).getFactoryConfiguration(factoryPid, name, "?");
    configuration.update(FrameworkUtil.asDictionary(values));
    return configuration;
  }

  /** Waits for a service. */
  <T> T service(Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    // Felix shows the system bundle no service one class of which only the bundle has.
    tracker.open(true);
    return tracker.waitForService(0);
  }
}
