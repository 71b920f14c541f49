// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

/** A piece of plugins' code that is no handler, under the same watch as a handler. */
final class Callback implements Runnable {

  private final Runnable task;
  private final WatchedCalls calls;
  private final CallGuard guard = new CallGuard();
  private final CallWatch watch;

  Callback(Runnable task, WatchedCalls calls, IngressLimits limits) {
    this.task = task;
    this.calls = calls;
    this.watch = new CallWatch(guard, limits, call -> {}, guard::interrupt);
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    calls.add(watch);
    guard.setCaller(thread);
    guard.begin();
    try {
      task.run();
    } finally {
      guard.end();
      thread.setContextClassLoader(loader);
      calls.remove(watch);
    }
  }
}
