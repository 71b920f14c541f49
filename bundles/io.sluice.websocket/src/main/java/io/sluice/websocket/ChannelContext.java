// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.SourceSpec;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What the channels of one connection need to know, and whom they tell.
 *
 * @param facts takes note of what happens, from any thread
 * @param teller tells the plugin and the operator
 * @param source what the manifest says of the source
 * @param queue what the manifest says of the ingress's queue
 * @param port where texts go
 * @param limits bounds the channels
 * @param traffic counts what goes over them
 * @param sendRate bounds how many texts go out
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param clockMillis the wall clock, in milliseconds
 * @param random gives a random number from 0 to its operand, both included
 */
record ChannelContext(
    Consumer<Fact> facts,
    Teller teller,
    SourceSpec source,
    QueueSpec queue,
    IngressPort port,
    WebSocketLimits limits,
    Traffic traffic,
    SendRate sendRate,
    LongSupplier nanoTime,
    LongSupplier clockMillis,
    LongUnaryOperator random) {

  void post(Fact fact) {
    facts.accept(fact);
  }
}
