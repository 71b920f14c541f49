// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Says what to type, once everything is started. */
final class Welcome implements FrameworkListener {

  private static final String TEXT =
      """

      The example plugin %s waits for its grant. Type, for instance:

        sluice:list
        sluice:grant %s port=$(demo:port)
        sluice:connections
        demo:gateway
        sluice:revoke %s
        stop $(demo:plugin)
        exit
      """;

  private final BundleContext context;
  private final PrintStream out;
  private final AtomicBoolean said = new AtomicBoolean();

  Welcome(BundleContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    FrameworkStartLevel levels = context.getBundle(0).adapt(FrameworkStartLevel.class);
    if (levels.getStartLevel() >= levels.getInitialBundleStartLevel()
        && event.getType() == FrameworkEvent.STARTLEVEL_CHANGED
        && said.compareAndSet(false, true)) {
      String plugin = DemoBundles.PLUGIN;
      out.print(TEXT.formatted(plugin, plugin, plugin));
      out.flush();
    }
  }
}
