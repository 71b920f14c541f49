// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.Map;

/**
 * One contender in a process of its own, which ends when it is destroyed. Arguments: {@code
 * CONTENDER PORT flood|echo}.
 */
public final class ClientProcess {

  static final Map<String, Contender> CONTENDERS =
      Map.of(
          "core-inline", new JettyCoreClient(false),
          "core-handoff", new JettyCoreClient(true),
          "application-handoff", new JettyApplicationClient(),
          "sluice", new SluiceHost());

  private ClientProcess() {}

  /** Connects one contender. */
  public static void main(String[] arguments) throws Exception {
    Contender contender = CONTENDERS.get(arguments[0]);
    if (contender == null) {
      throw new IllegalArgumentException("no contender is named " + arguments[0]);
    }
    contender.connect(Integer.parseInt(arguments[1]), arguments[2].equals("echo"));
  }
}
