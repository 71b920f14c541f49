// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** A Gogo session in which a program types. */
final class TypedShell implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 100;

  private final ServiceTracker<CommandProcessor, CommandProcessor> tracker;
  private final CommandProcessor processor;
  private final PrintStream out;

  TypedShell(BundleContext context, PrintStream out) throws InterruptedException {
    this.out = out;
    this.tracker = new ServiceTracker<>(context, CommandProcessor.class, null);
    tracker.open();
    this.processor = tracker.waitForService(LIMIT.toMillis());
    if (processor == null) {
      throw new IllegalStateException("there is no Gogo within " + LIMIT);
    }
  }

  /** What was typed did not print what it should have, in time. */
  static final class StepFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
      super(message);
    }
  }

  void say(String text) {
    out.println("\n# " + text);
  }

  /**
   * Types a command, again and again until it prints what is expected, and shows it once.
   *
   * @param command the command
   * @param expected a pattern to be found in a line of what it prints
   */
  void type(String command, String expected) throws InterruptedException, StepFailedException {
    Pattern pattern = Pattern.compile(expected);
    long end = System.nanoTime() + LIMIT.toNanos();
    String printed = execute(command);
    while (printed.lines().noneMatch(line -> pattern.matcher(line).find())
        && !(printed.isEmpty() && expected.isEmpty())) {
      if (System.nanoTime() - end > 0) {
        show(command, printed);
        throw new StepFailedException(command + " did not print " + expected);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      printed = execute(command);
    }
    show(command, printed);
  }

  private void show(String command, String printed) {
    out.println("g! " + command);
    if (!printed.isEmpty()) {
      out.println(printed);
    }
  }

  private String execute(String command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (CommandSession session =
        processor.createSession(new ByteArrayInputStream(new byte[0]), stream, stream)) {
      Object result = session.execute(command);
      stream.print(result == null ? "" : session.format(result, Converter.INSPECT));
    } catch (Exception e) {
      stream.print(e.getMessage());
    }
    return printed.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() {
    tracker.close();
  }
}
