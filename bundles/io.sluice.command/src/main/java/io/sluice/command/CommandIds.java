// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Makes ids for commands: unique in the life of this host, and hardly ever the same in another. */
final class CommandIds implements Supplier<String> {

  private final String host;
  private final AtomicLong last = new AtomicLong();

  CommandIds() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    host = "cmd-" + HexFormat.of().formatHex(random) + "-";
  }

  @Override
  public String get() {
    return host + last.incrementAndGet();
  }
}
