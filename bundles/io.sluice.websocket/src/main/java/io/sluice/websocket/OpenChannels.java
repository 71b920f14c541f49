// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The sockets that are open, by the id that events and commands name them by. */
final class OpenChannels {

  private final String host;
  private final AtomicLong last = new AtomicLong();
  private final Map<String, Channel> open = new ConcurrentHashMap<>();

  OpenChannels() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    host = "ws-" + HexFormat.of().formatHex(random) + "-";
  }

  /** Makes an id that no other socket of this host has, and hardly one of another host. */
  String newId() {
    return host + last.incrementAndGet();
  }

  void put(Channel channel) {
    open.put(channel.origin().connection(), channel);
  }

  void remove(String id) {
    open.remove(id);
  }

  Optional<Channel> find(String id) {
    return Optional.ofNullable(open.get(id));
  }
}
