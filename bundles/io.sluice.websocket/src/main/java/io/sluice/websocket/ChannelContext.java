// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.SourceSpec;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What one connection and its channels need to know, and whom they tell.
 *
 * @param owner takes note of what happens
 * @param plugin whose connection it is
 * @param lasting whether the operator expects the connection to last
 * @param ingress what the connection feeds
 * @param source where it leads
 * @param services what all connections share
 * @param traffic counts what goes over the channels
 * @param sendRate bounds how many texts go out
 */
record ChannelContext(
    SocketOwner owner,
    PluginId plugin,
    boolean lasting,
    RunningIngress ingress,
    Source source,
    DriverServices services,
    Traffic traffic,
    SendRate sendRate) {

  void post(Fact fact) {
    owner.post(fact);
  }

  /** Tells the plugin and the operator; made when there is something to tell. */
  Teller teller() {
    return new Teller(
        plugin.name(), lasting, port(), services.diagnostics(), services.clockMillis());
  }

  /** What the manifest says of the source. */
  SourceSpec spec() {
    return source.spec();
  }

  /** What the manifest says of the ingress's queue. */
  QueueSpec queue() {
    return ingress.spec().queue();
  }

  /** Where texts go. */
  IngressPort port() {
    return ingress.port();
  }

  /** The bounds of the channels. */
  WebSocketLimits limits() {
    return services.limits();
  }

  /** A clock that only goes forward, in nanoseconds. */
  LongSupplier nanoTime() {
    return services.nanoTime();
  }

  /** The wall clock, in milliseconds. */
  LongSupplier clockMillis() {
    return services.clockMillis();
  }

  /** Gives a random number from 0 to its operand, both included. */
  LongUnaryOperator random() {
    return services.random();
  }
}
