// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs the bundles of the demo, which are nested in this one. */
final class DemoBundles {

  static final String PLUGIN = "io.sluice.example.mirror";

  private static final List<String> BUNDLES =
      List.of("io.sluice.testkit", "io.sluice.example.gateway", PLUGIN, "io.sluice.example.worker");
  private static final int START_LEVEL = 25;

  private DemoBundles() {}

  static void install(BundleContext context) throws BundleException {
    List<Bundle> installed = new ArrayList<>();
    for (String name : BUNDLES) {
      installed.add(install(context, name));
    }
    for (Bundle bundle : installed) {
      bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
      bundle.start();
    }
  }

  private static Bundle install(BundleContext context, String name) throws BundleException {
    URL jar = context.getBundle().getEntry("demo/" + name + ".jar");
    try (InputStream in = jar.openStream()) {
      return context.installBundle("demo:" + name, in);
    } catch (IOException e) {
      throw new BundleException("the demo's bundle " + name + " cannot be read", e);
    }
  }
}
