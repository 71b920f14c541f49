// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
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
  private final Map<String, OpenChannel> open = new ConcurrentHashMap<>();

  OpenChannels() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    host = "ws-" + HexFormat.of().formatHex(random) + "-";
  }

  /**
   * An open socket.
   *
   * @param plugin whose it is
   * @param connection what it belongs to
   * @param channel the socket
   * @param reach where it goes
   */
  record OpenChannel(PluginId plugin, Connection connection, Channel channel, Reach reach) {}

  /** Makes an id that no other socket of this host has, and hardly one of another host. */
  String newId() {
    return host + last.incrementAndGet();
  }

  void put(OpenChannel channel) {
    open.put(channel.channel().origin().connection(), channel);
  }

  void remove(String id) {
    open.remove(id);
  }

  Optional<OpenChannel> find(String id) {
    return Optional.ofNullable(open.get(id));
  }
}
