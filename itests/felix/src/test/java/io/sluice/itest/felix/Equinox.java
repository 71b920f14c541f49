// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Equinox. Its classes are not on the class path, where Pax Exam would find two frameworks; those
 * of OSGi are the test's.
 */
final class Equinox {

  private static final String PACKAGE = "org.eclipse.osgi.";

  private Equinox() {}

  static FrameworkFactory factory() throws IOException {
    URL jar = new File(System.getProperty("equinox.jar")).toURI().toURL();
    // It is open for as long as the framework, which is to the end of the test.
    ClassLoader loader = new URLClassLoader(new URL[] {jar}, Equinox.class.getClassLoader());
    return ServiceLoader.load(FrameworkFactory.class, loader).stream()
        .filter(provider -> provider.type().getName().startsWith(PACKAGE))
        .findFirst()
        .orElseThrow()
        .get();
  }
}
