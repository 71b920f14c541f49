// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Starts at the lowest start level, reads the arguments, and sets the properties by which the
 * bundles after it behave as the arguments say.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LauncherActivator implements BundleActivator {

  private static final String ARGUMENTS = "launcher.arguments";
  private static final String MAIN_THREAD = "main.thread";
  private static final String SHELL = "org.apache.felix.gogo.jline";
  private static final int NEVER_REACHED = 1_000;
  private static final int USAGE_ERROR = 2;

  /** It tells of each provider that it finds. Held here, since loggers are held weakly. */
  private static final Logger SPI_FLY = Logger.getLogger("org.apache.aries.spifly");

  @Override
  public void start(BundleContext context) throws BundleException {
    Arguments arguments = argumentsOrExit(context);
    SPI_FLY.setLevel(Level.WARNING);
    HostProperties.set(arguments.demo());
    if (arguments.once() || !Terminal.isThere()) {
      leaveOutShell(context);
    }
    if (arguments.demo()) {
      DemoBundles.install(context);
    }
    if (arguments.once()) {
      context.registerService(
          Callable.class,
          new Transcript(context, System.out),
          FrameworkUtil.asDictionary(Map.of(MAIN_THREAD, "true")));
    } else if (arguments.demo()) {
      context.addFrameworkListener(new Welcome(context, System.out));
    }
  }

  /** At the end of a stream that is no terminal, the shell would stop the host. */
  private static void leaveOutShell(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      if (SHELL.equals(bundle.getSymbolicName())) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(NEVER_REACHED);
      }
    }
  }

  private static Arguments argumentsOrExit(BundleContext context) {
    try {
      return Arguments.parse(arguments(context));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      System.exit(USAGE_ERROR);
      throw e;
    }
  }

  /** The launcher registers itself with the arguments before it starts any bundle. */
  private static List<String> arguments(BundleContext context) {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + ARGUMENTS + "=*)");
      return found == null ? List.of() : List.of((String[]) found[0].getProperty(ARGUMENTS));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // What was registered goes with the bundle.
  }
}
