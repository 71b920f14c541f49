// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/**
 * One contender in a process of its own, which ends when it is destroyed. Arguments: {@code
 * CONTENDER PORT flood|echo}.
 */
public final class ClientProcess {

  private ClientProcess() {}

  /** Connects one contender. */
  public static void main(String[] arguments) throws Exception {
    contender(arguments[0]).connect(Integer.parseInt(arguments[1]), arguments[2].equals("echo"));
  }

  /** No other contender is made, since its classes may not be on this class path. */
  private static Contender contender(String name) {
    return switch (name) {
      case "core-inline" -> new JettyCoreClient(false);
      case "core-handoff" -> new JettyCoreClient(true);
      case "application-handoff" -> new JettyApplicationClient();
      case "sluice" -> new SluiceHost();
      default -> throw new IllegalArgumentException("no contender is named " + name);
    };
  }
}
