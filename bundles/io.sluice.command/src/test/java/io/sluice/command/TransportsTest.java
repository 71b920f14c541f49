// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.command.CommandTransport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class TransportsTest {

  private final Transports transports = new Transports();
  private long services;

  private TransportReference reference(int ranking, @Nullable Object kinds) {
    return new TransportReference(ranking, ++services, kinds);
  }

  private CommandTransport add(int ranking, @Nullable Object kinds) {
    CommandTransport transport = new TestTransport();
    transports.add(reference(ranking, kinds), transport);
    return transport;
  }

  @Test
  public void nobodyCarriesOutAKindThatNoneNames() {
    add(0, "send");

    assertEquals(Optional.empty(), transports.of("close"));
  }

  @Test
  public void kindsComeAsOneStringAnArrayOrACollection() {
    CommandTransport one = add(0, "one");
    CommandTransport array = add(0, new String[] {"two", "three"});
    CommandTransport collection = add(0, List.of("four", "five"));

    assertEquals(Optional.of(one), transports.of("one"));
    assertEquals(Optional.of(array), transports.of("three"));
    assertEquals(Optional.of(collection), transports.of("five"));
  }

  @Test
  public void aTransportWithoutKindsIsNeverAsked() {
    add(0, null);

    assertEquals(Optional.empty(), transports.of("null"));
  }

  @Test
  public void theHigherRankingIsPreferred() {
    CommandTransport high = add(10, "send");
    add(0, "send");

    assertEquals(Optional.of(high), transports.of("send"));
  }

  @Test
  public void theOlderOfEqualsIsPreferred() {
    CommandTransport older = add(0, "send");
    add(0, "send");

    assertEquals(Optional.of(older), transports.of("send"));
  }

  @Test
  public void theNextOneTakesOverWhenTheFirstGoes() {
    CommandTransport low = add(0, "send");
    TransportReference high = reference(10, "send");
    transports.add(high, new TestTransport());

    transports.remove(high);

    assertEquals(Optional.of(low), transports.of("send"));
  }

  @Test
  public void nobodyIsLeftWhenTheOnlyOneGoes() {
    TransportReference only = reference(0, "send");
    transports.add(only, new TestTransport());

    transports.remove(only);

    assertEquals(Optional.empty(), transports.of("send"));
  }
}
