// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.target.SpecialAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Refuses special addresses, and remembers what it was asked. */
final class StrictJudge implements Function<InetAddress, Decision> {

  private final List<InetAddress> judged = Collections.synchronizedList(new ArrayList<>());

  List<InetAddress> judged() {
    synchronized (judged) {
      return List.copyOf(judged);
    }
  }

  @Override
  public Decision apply(InetAddress address) {
    judged.add(address);
    return SpecialAddresses.kindOf(address)
        .map(kind -> Decision.refused("address_refused", address.getHostAddress() + " is " + kind))
        .orElse(Decision.GRANTED);
  }
}
