// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.options.extra.VMOption;

/** How Karaf is set up: from its own archive, with the repository that the build has staged. */
final class KarafOptions {

  static final String FIXTURES = "fixtures.dir";
  static final String HTTP_PORT = "http.port";

  private static final File BUILD = new File(System.getProperty("build.dir", ""));
  private static final String KARAF = System.getProperty("karaf.version");
  private static final String SLUICE = System.getProperty("sluice.version");

  private KarafOptions() {}

  /** A Karaf with these features of ours, and others that its own repositories have. */
  static Option karafWith(String... features) {
    String http = freePort();
    return composite(
        karafDistributionConfiguration()
            .frameworkUrl(new File(BUILD, "karaf.tar.gz").toURI().toString())
            .karafVersion(KARAF)
            .name("Apache Karaf")
            .unpackDirectory(new File(BUILD, "exam"))
            .useDeployFolder(false),
        configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
        logLevel(LogLevel.INFO),
        repositories(),
        ports(http),
        users(),
        systemProperty(FIXTURES).value(new File(BUILD, "fixtures").getPath()),
        systemProperty(HTTP_PORT).value(http),
        support(),
        features("mvn:io.sluice/io.sluice.karaf/" + SLUICE + "/xml/features", features),
        virtualMachine());
  }

  private static Option repositories() {
    String file = "etc/org.ops4j.pax.url.mvn.cfg";
    String key = "org.ops4j.pax.url.mvn.";
    return composite(
        editConfigurationFileExtend(
            file,
            key + "defaultRepositories",
            new File(BUILD, "repository").toURI() + "@id=sluice@snapshots"),
        editConfigurationFilePut(
            file, key + "localRepository", System.getProperty("maven.repository")));
  }

  /** Karaf's standard ports may be taken, by another Karaf on the same machine say. */
  private static Option ports(String http) {
    String management = "etc/org.apache.karaf.management.cfg";
    return composite(
        editConfigurationFilePut(management, "rmiRegistryPort", freePort()),
        editConfigurationFilePut(management, "rmiServerPort", freePort()),
        editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", http));
  }

  /** One for each role, with its name for its password. */
  private static Option users() {
    String file = "etc/users.properties";
    return composite(
        editConfigurationFilePut(file, "viewer", "viewer,viewer"),
        editConfigurationFilePut(file, "manager", "manager,manager,viewer"),
        editConfigurationFilePut(file, "admin", "admin,admin,manager,viewer"));
  }

  private static String freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the tests need beside the host. */
  private static Option support() {
    File[] jars = Objects.requireNonNull(new File(BUILD, "support").listFiles());
    return composite(
        Stream.of(jars).map(jar -> bundle(jar.toURI().toString())).toArray(Option[]::new));
  }

  /** What Karaf's own start script says to a JDK after 8. */
  private static Option virtualMachine() {
    String endorsed = "lib/endorsed/org.apache.karaf.specs.";
    return composite(
        Stream.of(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module=java.base=" + endorsed + "locator-" + KARAF + ".jar",
                "--patch-module=java.xml=" + endorsed + "java.xml-" + KARAF + ".jar",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                "--add-exports=jdk.xml.dom/org.w3c.dom.html=ALL-UNNAMED",
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "-classpath",
                "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*")
            .map(VMOption::new)
            .toArray(Option[]::new));
  }
}
