// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A name service that knows what a test taught it, and hangs where a test wants it to. */
final class FakeNames implements NameService, AutoCloseable {

  private final Map<String, NameService> known = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static List<InetAddress> addresses(String... literals) {
    return Stream.of(literals).map(FakeNames::address).toList();
  }

  FakeNames with(String name, String... literals) {
    return with(name, asked -> addresses(literals));
  }

  FakeNames with(String name, NameService answer) {
    known.put(name, answer);
    return this;
  }

  /** Has each look-up of a name hang until the latch opens, and then answer. */
  FakeNames hanging(String name, CountDownLatch latch, String... literals) {
    return with(
        name,
        asked -> {
          awaitUninterruptibly(latch);
          return addresses(literals);
        });
  }

  /** As the JDK's look-up does, this takes no notice of an interrupt. */
  private void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0 && closed.getCount() > 0) {
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The names that were looked up, in order. */
  List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  @Override
  public List<InetAddress> addresses(String name) throws UnknownHostException {
    asked.add(name);
    NameService answer = known.get(name);
    if (answer == null) {
      throw new UnknownHostException(name);
    }
    return answer.addresses(name);
  }

  /** Lets go of everything that hangs. */
  @Override
  public void close() {
    closed.countDown();
  }
}
