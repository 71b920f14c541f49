// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.karaf;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Karaf, from the side of its operator: files, bundles, and the shell. */
public final class KarafHost {

  /** The plugin of these tests. */
  static final String ECHO = "io.sluice.fixture.echo";

  /** How long anything in these tests may take before it counts as never happening. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration WRITING = Duration.ofSeconds(3);

  private static final String[] ADMIN = {"admin", "manager", "viewer", "systembundles"};
  private static final List<String> NOT_OURS = List.of(ECHO, "io.sluice.testkit");

  private final BundleContext context;
  private final SessionFactory sessions;
  private final ConfigurationAdmin configurations;

  KarafHost(BundleContext context, SessionFactory sessions, ConfigurationAdmin configurations) {
    this.context = context;
    this.sessions = sessions;
    this.configurations = configurations;
  }

  /** The symbolic name of the framework that Karaf runs on. */
  public String framework() {
    return context.getBundle(0).getSymbolicName();
  }

  /** Types a command as an administrator, and returns what it prints. */
  public String type(String command) throws Exception {
    return typeAs(command, ADMIN);
  }

  /** Types a command as somebody with some roles. */
  public String typeAs(String command, String... roles) throws Exception {
    Subject subject = new Subject();
    Stream.of(roles).map(RolePrincipal::new).forEach(subject.getPrincipals()::add);
    PrivilegedExceptionAction<String> action = () -> execute(command);
    try {
      return Subject.doAs(subject, action);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  private String execute(String command) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
    try {
      Object result = session.execute(command);
      out.print(result == null ? "" : result);
    } finally {
      session.close();
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Connects by JMX as a user whose password is the name. */
  Jmx jmxAs(String user) throws IOException {
    var management = configurations.getConfiguration("org.apache.karaf.management", "?");
    return Jmx.as(user, String.valueOf(management.getProperties().get("serviceUrl")));
  }

  /** Types a command until a line of what it prints holds a pattern. */
  public void awaitLine(String command, String pattern) {
    Pattern expected = Pattern.compile(pattern);
    await(command + " prints " + pattern)
        .atMost(LIMIT)
        .until(() -> type(command), text -> text.lines().anyMatch(expected.asPredicate()));
  }

  /** Waits until there is a command, whoever may type it. */
  public void awaitCommand(String scope, String name) {
    await("command " + scope + ":" + name)
        .pollDelay(Duration.ZERO)
        .atMost(LIMIT)
        .until(() -> sessions.getRegistry().getCommand(scope, name) != null);
  }

  /** Waits until there are the commands of these tests; before, Karaf does not know their names. */
  void awaitCommands() {
    for (String name : List.of("list", "connections", "grants", "grant", "revoke")) {
      awaitCommand("sluice", name);
    }
  }

  /** Waits until levels of logging can be set: the command is there before its configuration is. */
  void awaitLogging() {
    awaitCommand("log", "set");
    await("how to log is read").atMost(LIMIT).until(this::isLoggingConfigured);
  }

  private boolean isLoggingConfigured() throws IOException {
    var logging = configurations.getConfiguration("org.ops4j.pax.logging", "?").getProperties();
    return logging != null && logging.get("log4j2.rootLogger.level") != null;
  }

  /** Types what installs the plugin, without starting it. */
  public void installEcho() throws Exception {
    type("bundle:install " + echo());
    awaitLine("sluice:list", "^" + ECHO);
  }

  /** Types what installs and starts the plugin. */
  public void startEcho() throws Exception {
    type("bundle:install -s " + echo());
    awaitLine("sluice:list", "^" + ECHO);
  }

  private static String echo() {
    File jar = new File(System.getProperty(KarafOptions.FIXTURES), ECHO + ".jar");
    return jar.toURI().toString();
  }

  /**
   * Waits until File Install has been done with a file for longer than it looks for changes (once a
   * second): it writes back what it reads, and an edit that is made meanwhile is lost.
   */
  static void awaitWritten(Path file) {
    await(file + " is not written any more")
        .atMost(LIMIT)
        .until(
            () ->
                Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(WRITING)));
  }

  /** The file of a grant, as an operator would name it. */
  public static Path grantFile(String name) {
    return etc().resolve("io.sluice.grant-" + name + ".cfg");
  }

  /** Writes a grant of all that the plugin declares, as an operator would. */
  static void writeGrant(Path file, int port) throws IOException {
    Files.write(
        file,
        List.of(
            "plugin = " + ECHO,
            "host_api.websocket = ws://127.0.0.1:" + port,
            "ingress = chat",
            "addresses = 127.0.0.0/8",
            "param.port = " + port));
  }

  private static Path etc() {
    return Path.of(System.getProperty("karaf.etc"));
  }

  /** The bundles of the feature. */
  public List<Bundle> bundles() {
    return Stream.of(context.getBundles())
        .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("io.sluice."))
        .filter(bundle -> !NOT_OURS.contains(bundle.getSymbolicName()))
        .toList();
  }

  /** The names of the threads that belong to the host. */
  public static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sluice-"))
        .sorted()
        .toList();
  }

  /** Takes back the plugin and each grant. */
  void clear() throws Exception {
    for (Bundle bundle : context.getBundles()) {
      if (ECHO.equals(bundle.getSymbolicName())) {
        bundle.uninstall();
      }
    }
    Configuration[] grants =
        configurations.listConfigurations("(service.factoryPid=io.sluice.grant)");
    for (Configuration grant : grants == null ? new Configuration[0] : grants) {
      grant.delete();
    }
    // Before File Install has seen a file it takes its end for nothing: so both, in this order.
    try (DirectoryStream<Path> files = Files.newDirectoryStream(etc(), "io.sluice.grant-*.cfg")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    awaitCommands();
    awaitLine("sluice:grants", "^nothing is granted");
    awaitLine("sluice:list", "^no plugin is installed");
  }
}
