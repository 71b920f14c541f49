// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Does something once, when all bundles are started. */
final class OnceStarted implements FrameworkListener {

  private final FrameworkStartLevel levels;
  private final Runnable action;
  private final AtomicBoolean done = new AtomicBoolean();

  OnceStarted(BundleContext context, Runnable action) {
    this.levels = context.getBundle(0).adapt(FrameworkStartLevel.class);
    this.action = action;
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED
        && levels.getStartLevel() >= levels.getInitialBundleStartLevel()
        && done.compareAndSet(false, true)) {
      action.run();
    }
  }
}
