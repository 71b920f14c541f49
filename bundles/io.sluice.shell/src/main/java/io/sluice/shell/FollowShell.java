// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.WorkerObservation;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command that prints what a worker does while it does it. */
@Component(
    service = FollowShell.class,
    property = {"osgi.command.scope=sluice", "osgi.command.function=follow"})
public final class FollowShell {

  private static final Duration PATIENCE = Duration.ofMillis(100);

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable WorkerObservation workers;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable RuntimeObservation runtimes;

  /**
   * Prints the events of a worker until a key is pressed.
   *
   * @param session where to print, and whose keys end it
   * @param json whether to print the frames as they are
   * @param most after how many frames to end, instead of by a key; 0 for none
   * @param worker the worker, or {@code RUNTIME/WORKER}
   */
  @Descriptor("prints the events of a worker as they happen; Enter ends it")
  public void follow(
      CommandSession session,
      @Descriptor("print the frames as they are, one JSON object in a line")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("end after so many frames, or with the stream, and not by a key")
          @Parameter(names = "--most", absentValue = "0")
          int most,
      @Descriptor("a worker of this Runtime, or RUNTIME/WORKER by this Backend") String... worker) {
    if (worker.length != 1) {
      throw new SluiceException("which worker? sluice:follow [--json] [--most N] WORKER");
    }
    Services.names(worker);
    try (Following following = follow(worker[0])) {
      print(following, session.getConsole(), session.getKeyboard(), json, most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Following follow(String worker) {
    int slash = worker.indexOf('/');
    Optional<Following> following =
        slash < 0
            ? Services.require(workers, "io.sluice.observe").follow(worker)
            : Services.require(runtimes, "io.sluice.proxy")
                .follow(worker.substring(0, slash), worker.substring(slash + 1));
    return following.orElseThrow(
        () ->
            new SluiceException(
                slash < 0
                    ? "no worker is named " + worker + "; sluice:workers shows them"
                    : "no Runtime is named "
                        + worker.substring(0, slash)
                        + "; sluice:runtimes shows them"));
  }

  /** Prints until the number, if there is one, else until a key or the end of the keyboard. */
  static void print(
      Following following, PrintStream out, InputStream keyboard, boolean json, int most)
      throws InterruptedException {
    BooleanSupplier ended = most > 0 ? following::isOver : new AwaitedKey(keyboard)::isPressed;
    int printed = 0;
    while (!ended.getAsBoolean() && (most == 0 || printed < most)) {
      Optional<String> line =
          following
              .next(PATIENCE)
              .flatMap(frame -> json ? Optional.of(frame) : FrameLine.of(frame));
      if (line.isPresent()) {
        out.println(line.get());
        out.flush();
        printed++;
      }
    }
  }
}
