// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.List;

/**
 * The properties of the bundles that are not ours. Those that somebody set by {@code -D} stay as
 * they are.
 */
final class HostProperties {

  private static final String LOG = "org.slf4j.simpleLogger.";
  private static final String FILE_INSTALL = "felix.fileinstall.";
  private static final String STANDARD_ERROR = "System.err";

  /** What these write at DEBUG is what goes over the wire, secrets included. */
  private static final List<String> JETTY_WIRE =
      List.of(
          "org.eclipse.jetty.client",
          "org.eclipse.jetty.http",
          "org.eclipse.jetty.io",
          "org.eclipse.jetty.websocket");

  private HostProperties() {}

  /** For the demo, which takes nothing from files and whose every word is for its user. */
  static void setForDemo() {
    set(LOG + "defaultLogLevel", "error");
    keepTheWireOutOfTheLog();
    set(FILE_INSTALL + "dir", "");
  }

  /** For the plain host. At a terminal its log goes to a file, since it would be in the way. */
  static void setFor(WorkingFolder folder, boolean interactive) {
    set(LOG + "defaultLogLevel", "info");
    set(LOG + "log.org.eclipse.jetty", "warn");
    keepTheWireOutOfTheLog();
    set(LOG + "showDateTime", "true");
    set(LOG + "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    set(LOG + "logFile", interactive ? folder.log().toString() : STANDARD_ERROR);
    set(FILE_INSTALL + "dir", "etc,plugins");
    set(FILE_INSTALL + "poll", "1000");
    set(FILE_INSTALL + "noInitialDelay", "true");
    set(FILE_INSTALL + "log.level", "3");
    // It would write back what it has read, and read it anew while the file is empty.
    set(FILE_INSTALL + "enableConfigSave", "false");
    set("sluice.etc", folder.etc().toString());
    set(
        "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
        folder.secrets().toString());
  }

  /** Also when somebody sets all the others, or Jetty as a whole, to DEBUG. */
  private static void keepTheWireOutOfTheLog() {
    JETTY_WIRE.forEach(logger -> set(LOG + "log." + logger, "warn"));
  }

  /** Where the plain host logs to. */
  static String log() {
    String file = System.getProperty(LOG + "logFile", STANDARD_ERROR);
    return file.equals(STANDARD_ERROR) ? "standard error" : file;
  }

  private static void set(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
