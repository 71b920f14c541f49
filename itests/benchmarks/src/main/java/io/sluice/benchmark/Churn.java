// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a change costs beside so many plugins that are connected and have nothing to do with it.
 *
 * @param plugins how many there are
 */
record Churn(int plugins) {

  private static final int BACKLOG = 2_048;

  /** What changes of one plugin. */
  enum Step {
    /** Its grant allows one target more, which it does not use; it is over when that is decided. */
    WIDEN,
    /** Its grant is taken away; it is over when its connection is closed. */
    REVOKE,
    /** It gets a grant; it is over when it is connected. */
    GRANT,
    /** Its bundle is started; it is over when it is connected. */
    START,
    /** Its bundle is stopped; it is over when that returns. */
    STOP,
    /** It is installed and started; it is over when it is connected. */
    INSTALL;

    /** The name, as it is written in arguments and results. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Step::word).toList();
    }
  }

  static List<Churn> all() {
    return List.of(new Churn(1), new Churn(100), new Churn(1_000));
  }

  String name() {
    return "churn among %d plugins".formatted(plugins);
  }

  /** Measures one step, with a fresh host. */
  Map<String, Double> measure(String step) throws Exception {
    try (JavaProcess peer =
            JavaProcess.start(IdleServer.class, false, Map.of(), String.valueOf(BACKLOG));
        JavaProcess host =
            JavaProcess.start(
                ChurnProcess.class,
                true,
                Map.of(),
                step,
                peer.word("port "),
                String.valueOf(plugins))) {
      long[] result = host.result();
      return Results.figures(
          "us", (double) result[0] / 1_000, "allocated KiB", (double) result[1] / 1_024);
    }
  }
}
