// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The host in a real Felix, with a plugin that handles the texts. */
final class SluiceHost implements Contender {

  private static final String PLUGIN = "io.sluice.fixture.meter";
  private static final int HOST_LEVEL = 20;
  private static final int ALL_LEVELS = 100;

  /** All connections are to one host, and none is to wait for the others. */
  private static final int MANY = 10_000;

  @Override
  public void connect(int port, boolean echo) throws Exception {
    Framework framework = framework();
    framework.init();
    BundleContext context = framework.getBundleContext();
    for (File jar : jars()) {
      Bundle bundle = context.installBundle(jar.toURI().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(level(jar.getName()));
      bundle.start();
    }
    framework.start();
    context.getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(ALL_LEVELS);
    configure(context, port, echo ? "echo" : "flood");
  }

  private static Framework framework() throws IOException {
    String storage = Files.createTempDirectory("sluice-benchmark").toString();
    return ServiceLoader.load(FrameworkFactory.class)
        .findFirst()
        .orElseThrow()
        .newFramework(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "com.sun.management,org.osgi.service.cm;version=1.6.1"));
  }

  private static File[] jars() {
    File[] jars = new File(System.getProperty("host.dir")).listFiles();
    if (jars == null) {
      throw new IllegalStateException("host.dir names no folder");
    }
    Arrays.sort(jars, Comparator.comparing(File::getName));
    return jars;
  }

  private static int level(String name) {
    if (name.startsWith("asm") || name.startsWith("org.apache.aries")) {
      return 1;
    }
    return name.startsWith("io.sluice") ? HOST_LEVEL : HOST_LEVEL / 2;
  }

  private static void configure(BundleContext context, int port, String path)
      throws IOException, InterruptedException {
    ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> tracker =
        new ServiceTracker<>(context, ConfigurationAdmin.class, null);
    tracker.open();
    ConfigurationAdmin configurations = tracker.waitForService(0);
    configurations
        .getConfiguration("io.sluice.websocket", "?")
        .update(
            FrameworkUtil.asDictionary(
                Map.of("dials_at_once", MANY, "dials_at_once_per_host", MANY)));
    configurations
        .getFactoryConfiguration("io.sluice.grant", PLUGIN, "?")
        .update(
            FrameworkUtil.asDictionary(
                Map.of(
                    "plugin",
                    PLUGIN,
                    "host_api.websocket",
                    "ws://127.0.0.1:" + port + "/" + path,
                    "ingress",
                    path,
                    "addresses",
                    "127.0.0.0/8",
                    "param.port",
                    String.valueOf(port),
                    "param.path",
                    path)));
  }
}
