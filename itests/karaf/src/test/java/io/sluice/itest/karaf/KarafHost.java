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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Karaf, from the side of its operator: files, bundles, and the shell. */
public final class KarafHost {

  /** How long anything in these tests may take before it counts as never happening. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String[] ADMIN = {"admin", "manager", "viewer", "systembundles"};

  private final BundleContext context;
  private final SessionFactory sessions;
  private final List<Bundle> installed = new ArrayList<>();

  KarafHost(BundleContext context, SessionFactory sessions) {
    this.context = context;
    this.sessions = sessions;
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

  /** Types a command until a line of what it prints holds a pattern. */
  public void awaitLine(String command, String pattern) {
    Pattern expected = Pattern.compile(pattern);
    await(command + " prints " + pattern)
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> type(command), text -> text.lines().anyMatch(expected.asPredicate()));
  }

  /** Installs a fixture from its file, without starting it. */
  public Bundle install(String fixture) throws Exception {
    File jar =
        new File(
            System.getProperty(KarafOptions.FIXTURES), "io.sluice.fixture." + fixture + ".jar");
    Bundle bundle = context.installBundle(jar.toURI().toString());
    installed.add(bundle);
    return bundle;
  }

  /** Installs and starts a fixture. */
  public Bundle start(String fixture) throws Exception {
    Bundle bundle = install(fixture);
    bundle.start();
    return bundle;
  }

  /** The file of a grant, as an operator would name it. */
  public static Path grantFile(String name) {
    return etc().resolve("io.sluice.grant-" + name + ".cfg");
  }

  private static Path etc() {
    return Path.of(System.getProperty("karaf.etc"));
  }

  /** The bundles that are ours, without the tests' own. */
  public List<Bundle> bundles() {
    return Stream.of(context.getBundles())
        .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("io.sluice."))
        .filter(bundle -> !bundle.getSymbolicName().equals("io.sluice.testkit"))
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

  /** Takes back all that was done through this or in files. */
  void clear() throws Exception {
    for (Bundle bundle : installed) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
    try (DirectoryStream<Path> grants = Files.newDirectoryStream(etc(), "io.sluice.grant-*.cfg")) {
      for (Path grant : grants) {
        Files.delete(grant);
      }
    }
    awaitLine("sluice:grants", "nothing is granted");
  }

  /** Writes a file in etc, as an operator would. */
  static void write(Path file, String... lines) throws IOException {
    Files.write(file, List.of(lines));
  }
}
