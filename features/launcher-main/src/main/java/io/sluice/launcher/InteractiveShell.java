// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The shell at the terminal. It is held back until everything else is started, so that its prompt
 * is what comes last; and without a terminal for good, since at the end of its input it stops the
 * host.
 */
final class InteractiveShell {

  private static final String GOGO = "org.apache.felix.gogo.jline";
  private static final String JLINE = "org.jline";
  private static final int START_LEVEL = 5;
  private static final int NEVER_REACHED = 1_000;

  private final BundleContext context;
  private final Bundle gogo;

  private InteractiveShell(BundleContext context) {
    this.context = context;
    this.gogo = bundle(context, GOGO);
  }

  static InteractiveShell held(BundleContext context) {
    InteractiveShell shell = new InteractiveShell(context);
    shell.setStartLevel(NEVER_REACHED);
    return shell;
  }

  private void setStartLevel(int level) {
    gogo.adapt(BundleStartLevel.class).setStartLevel(level);
  }

  void start() {
    context.registerService(
        ExitCommand.class,
        new ExitCommand(context.getBundle(0)),
        FrameworkUtil.asDictionary(
            Map.of("osgi.command.scope", "gogo", "osgi.command.function", "exit")));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // By this class loader JLine finds the terminals that it knows.
    thread.setContextClassLoader(bundle(context, JLINE).adapt(BundleWiring.class).getClassLoader());
    try {
      // The start level alone would start it too, but on a thread of the framework.
      gogo.stop();
      setStartLevel(START_LEVEL);
      gogo.start(Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      System.err.println("there is no shell: " + e.getMessage());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Bundle bundle(BundleContext context, String name) {
    return Stream.of(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the jar lacks the bundle " + name));
  }
}
