// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The host in a real Felix, with plugins that handle the texts. Connections on which there is
 * traffic are those of one plugin; idle ones are those of many.
 */
final class SluiceHost implements Contender {

  static final String PLUGIN = "io.sluice.fixture.meter";

  private static final int HOST_LEVEL = 20;
  private static final int ALL_LEVELS = 100;
  private static final int IDLE_PER_PLUGIN = 100;

  /** As many as an ingress may have. */
  private static final int MOST_SOURCES = 16;

  /** All connections are to one host, and none is to wait for the others. */
  private static final int MANY = 10_000;

  private final List<File> jars = jars();

  @Override
  public void connect(Load load) throws Exception {
    BundleContext context = start();
    allowMany(context);
    int perPlugin =
        load.kind() == Load.Kind.IDLE
            ? Math.min(IDLE_PER_PLUGIN, load.connections())
            : load.connections();
    for (int i = 0; i * perPlugin < load.connections(); i++) {
      String name = PLUGIN + i;
      Path jar = PluginJar.like(plugin(), name, manifest(load, perPlugin));
      context.installBundle(jar.toUri().toString()).start();
      grant(context, name, load, perPlugin);
    }
    awaitConnected(context, load.connections());
  }

  /** Starts a framework with the bundles of the host. */
  BundleContext start() throws Exception {
    Framework framework = framework();
    framework.init();
    BundleContext context = framework.getBundleContext();
    for (File jar : jars) {
      if (!jar.equals(plugin()) && !isShared(jar)) {
        Bundle bundle = context.installBundle(jar.toURI().toString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level(jar.getName()));
        bundle.start();
      }
    }
    framework.start();
    context.getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(ALL_LEVELS);
    return context;
  }

  /** The plugin that others are made like. */
  File plugin() {
    return jars.stream()
        .filter(jar -> jar.getName().startsWith(PLUGIN))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + PLUGIN + " in host.dir"));
  }

  /** What the benchmark and the bundles have in common is on the class path. */
  private static boolean isShared(File jar) {
    return jar.getName().startsWith("io.sluice.api") || jar.getName().startsWith("io.sluice.spi");
  }

  private Framework framework() throws IOException {
    String storage = Files.createTempDirectory("sluice-benchmark").toString();
    List<String> packages = new ArrayList<>();
    packages.add("com.sun.management,org.osgi.service.cm;version=1.6.1");
    for (File jar : jars) {
      if (isShared(jar)) {
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
                String.join(",", packages)));
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

  private static void allowMany(BundleContext context) throws Exception {
    Configuration configuration =
        service(context, ConfigurationAdmin.class).getConfiguration("io.sluice.websocket", "?");
    configuration.update(
        properties(
            Map.of(
                "connections_in_all",
                MANY,
                "dials_at_once",
                MANY,
                "dials_at_once_per_host",
                MANY)));
  }

  private static String manifest(Load load, int sources) {
    List<String> ingresses = new ArrayList<>();
    for (int first = 0; first < sources; first += MOST_SOURCES) {
      ingresses.add(ingress(load, first, Math.min(MOST_SOURCES, sources - first)));
    }
    return """
        {"schema_version":1,
         "host_api":{"websocket":[{"scheme":"ws","host":"127.0.0.1","port":%d}]},
         "ingresses":[%s]}
        """
        .formatted(load.port(), String.join(",", ingresses));
  }

  private static String ingress(Load load, int first, int sources) {
    String number = first == 0 ? "" : String.valueOf(first / MOST_SOURCES);
    String name = load.kind() == Load.Kind.ECHO ? "echo" : "flood" + number;
    String urls =
        IntStream.range(first, first + sources)
            .mapToObj(i -> "{\"websocket\":\"ws://127.0.0.1:%d/%d\"}".formatted(load.port(), i))
            .collect(Collectors.joining(","));
    return "{\"name\":\"%s\",\"sources\":[%s]}".formatted(name, urls);
  }

  private static void grant(BundleContext context, String plugin, Load load, int connections)
      throws Exception {
    Configuration grant =
        service(context, ConfigurationAdmin.class)
            .getFactoryConfiguration("io.sluice.grant", plugin, "?");
    grant.update(
        properties(
            Map.of(
                "plugin",
                plugin,
                "host_api.websocket",
                "ws://127.0.0.1:" + load.port(),
                "ingress",
                "*",
                "addresses",
                "127.0.0.0/8",
                "max_connections",
                connections)));
  }

  private static Dictionary<String, ?> properties(Map<String, ?> values) {
    return FrameworkUtil.asDictionary(values);
  }

  private static void awaitConnected(BundleContext context, int connections)
      throws InterruptedException {
    ConnectionInventory inventory = service(context, ConnectionInventory.class);
    long connected = 0;
    while (connected < connections) {
      Thread.sleep(100);
      connected =
          inventory.connections().stream().filter(each -> each.state() == State.CONNECTED).count();
    }
  }

  static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    return tracker.waitForService(0);
  }
}
