// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework with the host in it, and no test: whatever is refreshed there, the test's own code
 * goes on.
 */
public final class OwnFramework {

  private static final String FIXTURE = "fixture:";

  private final Framework framework;
  private final Map<String, ServiceTracker<Object, Object>> trackers = new ConcurrentHashMap<>();

  private OwnFramework(Framework framework) {
    this.framework = framework;
  }

  /** Starts Felix, and all bundles of the host. */
  public static OwnFramework start(Path cache) throws BundleException {
    return start(cache, jar -> true);
  }

  /** Starts Felix, and those bundles of the host whose file has a name that is wanted. */
  static OwnFramework start(Path cache, Predicate<String> wanted) throws BundleException {
    return start(
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), wanted, cache);
  }

  /** Starts Equinox, and all bundles of the host. */
  static OwnFramework startEquinox(Path cache) throws BundleException, IOException {
    return start(Equinox.factory(), jar -> true, cache);
  }

  private static OwnFramework start(FrameworkFactory factory, Predicate<String> wanted, Path cache)
      throws BundleException {
    Map<String, String> settings =
        Map.of(
            Constants.FRAMEWORK_STORAGE,
            cache.toString(),
            Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
            "30",
            // So that the test can write grants.
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
            "org.osgi.service.cm;version=1.6.1");
    OwnFramework own = new OwnFramework(factory.newFramework(settings));
    own.framework.init();
    own.install(wanted);
    own.framework.start();
    return own;
  }

  /** Installs the host's bundles whose files have such names, and starts all that are there. */
  void install(Predicate<String> names) throws BundleException {
    for (File jar : requireNonNull(new File(System.getProperty("host.dir")).listFiles())) {
      if (names.test(jar.getName())) {
        context()
            .installBundle(jar.toURI().toString())
            .adapt(BundleStartLevel.class)
            .setStartLevel(HostTest.startLevel(jar.getName()));
      }
    }
    for (Bundle bundle : byStartLevel()) {
      if (bundle.getBundleId() != 0 && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
  }

  private List<Bundle> byStartLevel() {
    return Stream.of(context().getBundles())
        .sorted(comparing(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel()))
        .toList();
  }

  public BundleContext context() {
    return framework.getBundleContext();
  }

  /** The bundle of a symbolic name. */
  Bundle bundle(String name) {
    for (Bundle bundle : context().getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle is named " + name);
  }

  /** Installs and starts a plugin. */
  Bundle start(Fixture plugin) throws Exception {
    Bundle bundle = context().installBundle(FIXTURE + System.nanoTime(), plugin.jar());
    bundle.start();
    return bundle;
  }

  /** Uninstalls all plugins, and deletes all grants. */
  void clear() throws Exception {
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getLocation().startsWith(FIXTURE)) {
        bundle.uninstall();
      }
    }
    Configuration[] grants =
        configurations().listConfigurations("(service.factoryPid=io.sluice.grant)");
    for (Configuration grant : grants == null ? new Configuration[0] : grants) {
      grant.delete();
    }
  }

  /** Grants a plugin of the fixtures everything on a port. */
  Configuration grantAll(String plugin, int port) throws Exception {
    return configureOneMore(
        "io.sluice.grant",
        Map.of(
            "plugin",
            plugin,
            "host_api.websocket",
            "ws://127.0.0.1:" + port,
            "ingress",
            "*",
            "addresses",
            "127.0.0.0/8",
            "param.port",
            String.valueOf(port)));
  }

  /** Writes a grant. */
  public void grant(Map<String, ?> values) throws Exception {
    configureOneMore("io.sluice.grant", values);
  }

  /** Writes one more configuration of a factory. */
  public Configuration configureOneMore(String factoryPid, Map<String, ?> values) throws Exception {
    Configuration configuration = configurations().createFactoryConfiguration(factoryPid, "?");
    configuration.update(FrameworkUtil.asDictionary(values));
    return configuration;
  }

  /** Writes a configuration. */
  public void configure(String pid, Map<String, ?> values) throws Exception {
    configurations().getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(values));
  }

  private ConfigurationAdmin configurations() throws InterruptedException {
    return (ConfigurationAdmin) service(ConfigurationAdmin.class.getName());
  }

  /**
   * Waits for a service. The framework has classes of its own: only those of the JDK and of
   * Configuration Admin are the test's too.
   */
  Object service(String type) throws InterruptedException {
    ServiceTracker<Object, Object> tracker = trackers.computeIfAbsent(type, this::track);
    return requireNonNull(tracker.waitForService(Host.LIMIT.toMillis()), type);
  }

  private ServiceTracker<Object, Object> track(String type) {
    ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context(), type, null);
    // Also those of classes that are not the test's.
    tracker.open(true);
    return tracker;
  }

  /** Asks a service for something by its name. */
  Object ask(String type, String method) throws Exception {
    Object service = service(type);
    Class<?> known = service.getClass().getClassLoader().loadClass(type);
    return known.getMethod(method).invoke(service);
  }

  /** Refreshes a bundle and all that depend on it, and waits until that is done. */
  void refresh(Bundle bundle) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(List.of(bundle), event -> done.countDown());
    if (!done.await(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("not refreshed within " + Host.LIMIT);
    }
  }

  /** Stops it, and waits until it has. */
  public void stop() throws Exception {
    framework.stop();
    framework.waitForStop(Host.LIMIT.toMillis());
    trackers.clear();
  }

  /** Starts what was stopped, with all that was in it. */
  void startAgain() throws BundleException {
    framework.start();
  }
}
