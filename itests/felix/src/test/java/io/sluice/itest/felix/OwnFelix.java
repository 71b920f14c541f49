// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
 * A Felix with the host in it, and no test: whatever is refreshed there, the test's own code goes
 * on.
 */
public final class OwnFelix {

  private final Framework framework;
  private final Map<String, ServiceTracker<Object, Object>> trackers = new ConcurrentHashMap<>();

  private OwnFelix(Framework framework) {
    this.framework = framework;
  }

  /** Starts Felix, and all bundles of the host. */
  public static OwnFelix start(Path cache) throws BundleException {
    return start(cache, jar -> true);
  }

  /** Starts Felix, and those bundles of the host whose file has a name that is wanted. */
  static OwnFelix start(Path cache, Predicate<String> wanted) throws BundleException {
    Map<String, String> settings =
        Map.of(
            Constants.FRAMEWORK_STORAGE,
            cache.toString(),
            Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
            "30",
            // So that the test can write grants.
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
            "org.osgi.service.cm;version=1.6.1");
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
    OwnFelix felix = new OwnFelix(factory.newFramework(settings));
    felix.start(wanted);
    return felix;
  }

  private void start(Predicate<String> wanted) throws BundleException {
    framework.init();
    List<Bundle> bundles = new ArrayList<>();
    for (File jar : requireNonNull(new File(System.getProperty("host.dir")).listFiles())) {
      if (!wanted.test(jar.getName())) {
        continue;
      }
      Bundle bundle = context().installBundle(jar.toURI().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(HostTest.startLevel(jar.getName()));
      bundles.add(bundle);
    }
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        bundle.start();
      }
    }
    framework.start();
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
  }
}
