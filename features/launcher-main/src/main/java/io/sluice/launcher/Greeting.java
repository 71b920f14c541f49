// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.PrintStream;
import org.osgi.framework.Version;

/**
 * What is said once everything is started.
 *
 * @param text for everybody
 * @param hint for somebody who sits at a terminal
 */
record Greeting(String text, String hint) {

  private static final String HOST =
      """
      Sluice %s takes
        plugins from  %s
        grants from   %s, as io.sluice.grant-NAME.cfg
        secrets from  %s, for $[secret:NAME] in a grant
      and logs to     %s
      """;

  private static final String HOST_HINT =
      """

      Type sluice:list, for instance, or help sluice:grant; exit stops the host.
      """;

  private static final String DEMO =
      """
      The example plugin %s waits for its grant.
      """;

  private static final String DEMO_HINT =
      """
      Type, for instance:

        sluice:list
        sluice:grant %1$s port=$(demo:port) --address 127.0.0.0/8
        sluice:connections
        demo:gateway
        sluice:revoke %1$s
        stop $(demo:plugin)
        exit
      """;

  static Greeting ofHost(Version version, WorkingFolder folder, String log) {
    return new Greeting(
        HOST.formatted(version, folder.plugins(), folder.etc(), folder.secrets(), log), HOST_HINT);
  }

  static Greeting ofDemo(String plugin) {
    return new Greeting(DEMO.formatted(plugin), DEMO_HINT.formatted(plugin));
  }

  void say(PrintStream out, boolean interactive) {
    out.print(text);
    if (interactive) {
      out.print(hint);
    }
    out.flush();
  }
}
