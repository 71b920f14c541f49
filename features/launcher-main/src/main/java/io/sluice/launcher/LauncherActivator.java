// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * Starts at the lowest start level, reads the arguments, and sets the properties by which the
 * bundles after it behave as the arguments say.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LauncherActivator implements BundleActivator {

  private static final String ARGUMENTS = "launcher.arguments";
  private static final String MAIN_THREAD = "main.thread";
  private static final int DONE = 0;
  private static final int NO_WORKING_FOLDER = 1;
  private static final int USAGE_ERROR = 2;

  /** It tells of each provider that it finds. Held here, since loggers are held weakly. */
  private static final Logger SPI_FLY = Logger.getLogger("org.apache.aries.spifly");

  private @Nullable EndOfProcess endOfProcess;

  @Override
  public void start(BundleContext context) throws BundleException {
    Arguments arguments = argumentsOrExit(context);
    boolean interactive = Terminal.isThere() && !arguments.once();
    SPI_FLY.setLevel(Level.WARNING);
    EndOfProcess end = EndOfProcess.of((Framework) context.getBundle(0));
    endOfProcess = end;
    InteractiveShell shell = InteractiveShell.held(context);
    Greeting greeting = arguments.demo() ? startDemo(context) : startHost(context, interactive);
    if (arguments.once()) {
      playTranscript(context, end);
    } else {
      context.addFrameworkListener(
          new OnceStarted(
              context,
              () -> {
                greeting.say(System.out, interactive);
                if (interactive) {
                  shell.start();
                }
              }));
    }
  }

  private static Greeting startDemo(BundleContext context) throws BundleException {
    HostProperties.setForDemo();
    DemoBundles.install(context);
    return Greeting.ofDemo(DemoBundles.PLUGIN);
  }

  private static Greeting startHost(BundleContext context, boolean interactive) {
    WorkingFolder folder = workingFolderOrExit();
    HostProperties.setFor(folder, interactive);
    context.registerService(ArtifactInstaller.class, new StrayFiles(), null);
    return Greeting.ofHost(context.getBundle().getVersion(), folder, HostProperties.log());
  }

  private static WorkingFolder workingFolderOrExit() {
    WorkingFolder folder = WorkingFolder.here();
    try {
      folder.make();
      return folder;
    } catch (UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(NO_WORKING_FOLDER);
      throw e;
    }
  }

  private static void playTranscript(BundleContext context, EndOfProcess end) {
    context.registerService(
        Callable.class,
        end.decidedBy(new Transcript(context, System.out)),
        FrameworkUtil.asDictionary(Map.of(MAIN_THREAD, "true")));
  }

  private static Arguments argumentsOrExit(BundleContext context) {
    try {
      Arguments arguments = Arguments.parse(arguments(context));
      if (arguments.help()) {
        System.out.print(Arguments.USAGE);
        System.exit(DONE);
      }
      return arguments;
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
  public void stop(BundleContext context) throws InterruptedException {
    if (endOfProcess != null && context.getBundle(0).getState() == Bundle.STOPPING) {
      endOfProcess.begin();
    }
  }
}
