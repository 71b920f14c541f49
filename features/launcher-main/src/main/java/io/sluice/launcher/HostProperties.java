// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.nio.file.Path;

/**
 * The properties of the bundles that are not ours. Those that somebody set by {@code -D} stay as
 * they are.
 */
final class HostProperties {

  private HostProperties() {}

  static void set(boolean demo) {
    if (demo) {
      set("org.slf4j.simpleLogger.defaultLogLevel", "warn");
      set("felix.fileinstall.dir", "");
    } else {
      set("org.slf4j.simpleLogger.defaultLogLevel", "info");
      set("org.slf4j.simpleLogger.log.org.eclipse.jetty", "warn");
      set("sluice.etc", Path.of("etc").toAbsolutePath().toString());
      set("felix.fileinstall.dir", "etc,plugins");
      set("felix.fileinstall.poll", "1000");
      set("felix.fileinstall.noInitialDelay", "true");
      set("felix.fileinstall.log.level", "2");
    }
  }

  private static void set(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
