// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * What goes wrong behind a test's back: errors that the framework tells of, exceptions that end a
 * thread, and warnings and errors in the log, which is what bundles print.
 */
final class Complaints implements FrameworkListener, AutoCloseable {

  private static final Pattern LOGGED = Pattern.compile("\\b(WARN|WARNING|ERROR)\\b");

  private final BundleContext context;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final @Nullable UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> told = new CopyOnWriteArrayList<>();

  private Complaints(BundleContext context) {
    this.context = context;
  }

  /** Listens from now on. */
  static Complaints listen(BundleContext context) {
    Complaints complaints = new Complaints(context);
    complaints.begin();
    return complaints;
  }

  private void begin() {
    context.addFrameworkListener(this);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.add(thread.getName() + ": " + e));
    System.setOut(copying(out));
    System.setErr(copying(err));
  }

  private PrintStream copying(PrintStream original) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int one) {
            original.write(one);
            printed.write(one);
          }

          @Override
          public void flush() throws IOException {
            original.flush();
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
      told.add(event.getBundle() + ": " + event.getThrowable());
    }
  }

  /** All complaints so far. */
  List<String> all() {
    List<String> all = new ArrayList<>(told);
    printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> LOGGED.matcher(line).find())
        .forEach(all::add);
    return all;
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    Thread.setDefaultUncaughtExceptionHandler(handler);
    context.removeFrameworkListener(this);
  }
}
