// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.plugin.SourceSpec.Binary;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts of the data frames of one socket, and hands them over. On the reading thread, but for
 * {@link #isOverdue}.
 */
final class MessageReader {

  private final EventOrigin origin;
  private final EventStamps stamps;
  private final ChannelContext context;
  private final int maxTextBytes;
  private final TextFlow flow;
  private final Consumer<Breach> breaches;
  private final Assembly assembly;
  private boolean skippingBinary;
  private boolean binaryTold;

  /**
   * Makes one.
   *
   * @param origin what the texts come from
   * @param stamps numbers the texts
   * @param context what is known of the source
   * @param maxTextBytes the longest text
   * @param flow where the texts go
   * @param breaches is told what the connection is to be closed for
   */
  MessageReader(
      EventOrigin origin,
      EventStamps stamps,
      ChannelContext context,
      int maxTextBytes,
      TextFlow flow,
      Consumer<Breach> breaches) {
    this.origin = origin;
    this.stamps = stamps;
    this.context = context;
    this.maxTextBytes = maxTextBytes;
    this.flow = flow;
    this.breaches = breaches;
    WebSocketLimits limits = context.limits();
    this.assembly =
        new Assembly(maxTextBytes, limits.fragments(), limits.assemblyTimeout().toNanos());
  }

  /**
   * Takes what is in a frame.
   *
   * @return whether reading goes on at once; if not, the listener of the flow is told when it does
   */
  boolean take(Frame frame) {
    if (flow.isEnded()) {
      assembly.clear();
      return true;
    }
    if (frame.getOpCode() == OpCode.BINARY || skippingBinary) {
      skip(frame);
      return true;
    }
    if (frame.getOpCode() == OpCode.TEXT && frame.isFin()) {
      ByteBuffer payload = frame.getPayload();
      int bytes = payload.remaining();
      return deliver(Utf8.decode(payload), bytes);
    }
    return assemble(frame);
  }

  private boolean assemble(Frame frame) {
    Assembly.Broken broken = assembly.add(frame.getPayload(), context.nanoTime().getAsLong());
    if (broken != null) {
      assembly.clear();
      breaches.accept(breach(broken));
      return true;
    }
    if (!frame.isFin()) {
      return true;
    }
    int bytes = assembly.length();
    return deliver(assembly.take(), bytes);
  }

  private Breach breach(Assembly.Broken broken) {
    return switch (broken) {
      case TOO_LARGE -> Breach.tooLarge(maxTextBytes);
      case TOO_MANY_FRAGMENTS -> Breach.TOO_MANY_FRAGMENTS;
      case TOO_SLOW -> Breach.TOO_SLOW;
    };
  }

  private boolean deliver(@Nullable String text, int bytes) {
    if (text == null) {
      breaches.accept(Breach.INVALID_UTF8);
      return true;
    }
    long at = context.clockMillis().getAsLong();
    return flow.take(new WebSocketText(origin, at, stamps.nextSerial(), text), bytes);
  }

  private void skip(Frame frame) {
    boolean begins = !skippingBinary;
    skippingBinary = !frame.isFin();
    if (!begins) {
      return;
    }
    context.traffic().skippedBinary();
    if (context.source().binary() == Binary.CLOSE) {
      breaches.accept(Breach.UNSUPPORTED_FRAME);
    } else if (!binaryTold) {
      binaryTold = true;
      context.teller().skipsBinary(origin);
    }
  }

  /** Tells whether a text has begun to arrive and takes too long. From any thread. */
  boolean isOverdue(long nowNanos) {
    return assembly.isOverdue(nowNanos);
  }
}
