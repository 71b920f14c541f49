// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.AddressResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Resolves names by look-ups, and literal addresses at once. */
final class HostResolver implements AddressResolver, AutoCloseable {

  /** Others that are made of numbers are names to the JDK, and might be looked up. */
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

  private final LookUps lookUps;

  HostResolver(NameService names, Duration limit) {
    lookUps = new LookUps(names, limit);
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(
      String host, Function<InetAddress, Decision> judge) {
    Ask ask = new Ask(host, judge);
    if (host.startsWith("[") || DOTTED_QUAD.matcher(host).matches()) {
      answerLiteral(ask);
    } else {
      lookUps.answer(ask);
    }
    return ask.stage();
  }

  private static void answerLiteral(Ask ask) {
    try {
      ask.answer(List.of(InetAddress.getByName(ask.host())));
    } catch (UnknownHostException e) {
      ask.refuse(Ask.FAILED, ask.host() + " is no IPv6 address in brackets");
    }
  }

  @Override
  public void close() {
    lookUps.close();
  }
}
