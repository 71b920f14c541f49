// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * Ties the end of the process to that of the framework. When the process is told to end, by SIGTERM
 * say, the framework is stopped in order first; without this no peer would be told. When the
 * framework is stopped, the process ends with 0, or as a task that was to decide about it says.
 */
final class EndOfProcess {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(1);
  private static final int WORKED = 0;
  private static final int FAILED = 1;

  private final Framework framework;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile int code = WORKED;

  private EndOfProcess(Framework framework) {
    this.framework = framework;
  }

  static EndOfProcess of(Framework framework) {
    EndOfProcess end = new EndOfProcess(framework);
    Runtime.getRuntime().addShutdownHook(new Thread(end::stopFramework, "sluice-end"));
    return end;
  }

  /** Makes the result of a task the exit code. A task that throws has failed. */
  Callable<Integer> decidedBy(Callable<Integer> task) {
    // No lambda: the library that launches the framework looks for a call that returns an Integer.
    return new Callable<>() {
      @Override
      public Integer call() throws Exception {
        code = FAILED;
        code = task.call();
        return code;
      }
    };
  }

  private void stopFramework() {
    begun.countDown();
    try {
      framework.stop();
      framework.waitForStop(STOP_LIMIT.toMillis());
    } catch (BundleException e) {
      System.err.println("the framework could not be stopped: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the process while the framework is stopping. Of several exits the first decides on the
   * code, and the library that launches the framework would say 117.
   */
  void begin() throws InterruptedException {
    new Thread(() -> System.exit(code), "sluice-exit").start();
    begun.await(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
