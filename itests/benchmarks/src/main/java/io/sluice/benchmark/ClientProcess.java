// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.Locale;

/**
 * One contender in a process of its own, which ends when it is destroyed. Arguments: {@code
 * CONTENDER PORT flood|echo|idle CONNECTIONS}.
 */
public final class ClientProcess {

  private ClientProcess() {}

  /** Connects one contender; without texts, tells what its connections cost. */
  public static void main(String[] arguments) throws Exception {
    Contender contender = contender(arguments[0]);
    Load load =
        new Load(
            Load.Kind.valueOf(arguments[2].toUpperCase(Locale.ROOT)),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[3]));
    if (load.kind() == Load.Kind.IDLE) {
      System.out.println(Footprint.of(contender, load));
    } else {
      contender.connect(load);
      // Some clients have but daemon threads.
      Thread.currentThread().join();
    }
  }

  /** No other contender is made, since its classes may not be on this class path. */
  private static Contender contender(String name) {
    return switch (name) {
      case "raw-nio" -> new RawNioClient();
      case "core-inline" -> new JettyCoreClient(false);
      case "core-handoff" -> new JettyCoreClient(true);
      case "application-handoff" -> new JettyApplicationClient();
      case "jdk" -> new JdkClient();
      case "java-websocket" -> new JavaWebSocketClient();
      case "okhttp" -> new OkHttpContender();
      case "vertx" -> new VertxClient();
      case "tyrus" -> new TyrusClient();
      case "sluice" -> new SluiceHost();
      default -> throw new IllegalArgumentException("no contender is named " + name);
    };
  }
}
