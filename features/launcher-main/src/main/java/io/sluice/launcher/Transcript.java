// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;

/**
 * Plays what the README shows, prints it, and looks at each step whether it really happened. The
 * launcher calls it on the main thread and ends with its result.
 */
final class Transcript implements Callable<Integer> {

  private static final String PLUGIN = DemoBundles.PLUGIN;
  private static final int WORKED = 0;
  private static final int FAILED = 1;

  private final BundleContext context;
  private final PrintStream out;

  Transcript(BundleContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (TypedShell shell = new TypedShell(context, out)) {
      play(shell);
      out.println("\nEach step happened.");
      return WORKED;
    } catch (TypedShell.StepFailedException e) {
      out.println("\nA step did not happen: " + e.getMessage());
      return FAILED;
    }
  }

  private static void play(TypedShell shell)
      throws InterruptedException, TypedShell.StepFailedException {
    shell.say("The plugin is installed and started, and waits for its grant.");
    shell.type("sluice:list", "no grant names it; sluice:grant " + PLUGIN);
    shell.type("sluice:show " + PLUGIN, "requested .* ws://127.0.0.1:\\$\\{port\\}/gateway");

    shell.say("Grant it what it declares: the host connects, events arrive, answers go out.");
    shell.type(
        "sluice:grant " + PLUGIN + " port=$(demo:port) --address 127.0.0.0/8", "and in force");
    shell.type("sluice:connections", PLUGIN + " +gateway +connected ");
    shell.type("demo:gateway", "1 connected, 1 identified, \\d+ dispatched, [1-9]\\d* ack");
    shell.type("sluice:commands " + PLUGIN, "[1-9]\\d* executed");
    shell.type("sluice:list", PLUGIN + " .* running ");

    shell.say("Revoke the grant: the connection is closed at once, and nothing leaves any more.");
    shell.type("sluice:revoke " + PLUGIN, "and in force");
    shell.type("demo:gateway", "0 connected, .* last end: 1008 authority revoked");
    shell.type("sluice:list", PLUGIN + " .* waiting ");

    shell.say("Grant it again, and stop the bundle: the connection goes with it.");
    shell.type(
        "sluice:grant " + PLUGIN + " port=$(demo:port) --address 127.0.0.0/8", "and in force");
    shell.type("sluice:connections", PLUGIN + " +gateway +connected ");
    shell.type("stop $(demo:plugin)", "");
    shell.type("sluice:connections", "no connection");
    shell.type("demo:gateway", "0 connected, .* last end: 1001");
    shell.type("sluice:diagnostics", "authority_revoked");
  }
}
