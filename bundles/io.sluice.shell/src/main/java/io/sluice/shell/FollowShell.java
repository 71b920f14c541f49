// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.observation.Following;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.WorkerObservation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
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
   * Prints the events of a worker until a key is pressed, or the stream ends.
   *
   * @param session where to print, and whose keys end it
   * @param json whether to print the frames as they are
   * @param most after how many frames to end; 0 for no such end
   * @param worker the worker, or {@code RUNTIME/WORKER}
   * @throws IOException if the keyboard cannot be asked
   */
  @Descriptor("prints the events of a worker as they happen; Enter or Ctrl-C ends it")
  public void follow(
      CommandSession session,
      @Descriptor("print the frames as they are, one JSON object in a line")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("end after so many frames") @Parameter(names = "--most", absentValue = "0")
          int most,
      @Descriptor("a worker of this Runtime, or RUNTIME/WORKER by this Backend") String... worker)
      throws IOException {
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

  /** Prints until a key, the end, or the number; what was typed ahead is a key too. */
  static void print(
      Following following, PrintStream out, InputStream keyboard, boolean json, int most)
      throws IOException, InterruptedException {
    int printed = 0;
    while (!following.isOver() && keyboard.available() == 0) {
      Optional<String> line =
          following
              .next(PATIENCE)
              .flatMap(frame -> json ? Optional.of(frame) : FrameLine.of(frame));
      if (line.isPresent()) {
        out.println(line.get());
        out.flush();
        if (++printed == most) {
          return;
        }
      }
    }
    keyboard.skipNBytes(keyboard.available());
  }
}
