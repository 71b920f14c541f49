// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketText;
import io.sluice.jetty.Utf8;
import io.sluice.spi.plugin.SourceSpec.Binary;
import java.nio.ByteBuffer;
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
  private final Breach.Judge judge;

  /** The message that comes in fragments just now. */
  private volatile @Nullable Assembly assembly;

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
   * @param judge is told what the connection is to be closed for
   */
  MessageReader(
      EventOrigin origin,
      EventStamps stamps,
      ChannelContext context,
      int maxTextBytes,
      TextFlow flow,
      Breach.Judge judge) {
    this.origin = origin;
    this.stamps = stamps;
    this.context = context;
    this.maxTextBytes = maxTextBytes;
    this.flow = flow;
    this.judge = judge;
  }

  /**
   * Takes what is in a frame.
   *
   * @return whether reading goes on at once; if not, the listener of the flow is told when it does
   */
  boolean take(Frame frame) {
    if (flow.isEnded()) {
      assembly = null;
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
    long now = context.nanoTime().getAsLong();
    Assembly begun = assembly;
    if (begun == null) {
      WebSocketLimits limits = context.limits();
      long maxNanos = limits.assemblyTimeout().toNanos();
      begun = new Assembly(maxTextBytes, limits.fragments(), maxNanos, now);
      assembly = begun;
    }
    Assembly.Broken broken = begun.add(frame.getPayload(), now);
    if (broken != null) {
      assembly = null;
      judge.closeFor(breach(broken));
      return true;
    }
    if (!frame.isFin()) {
      return true;
    }
    assembly = null;
    return deliver(begun.text(), begun.length());
  }

  private Breach breach(Assembly.Broken broken) {
    return switch (broken) {
      case TOO_LARGE -> Breach.tooLarge(maxTextBytes);
      case TOO_MANY_FRAGMENTS -> Breach.TOO_MANY_FRAGMENTS;
      case TOO_SLOW -> Breach.TOO_SLOW;
      case NO_UTF8 -> Breach.INVALID_UTF8;
    };
  }

  private boolean deliver(@Nullable String text, int bytes) {
    if (text == null) {
      judge.closeFor(Breach.INVALID_UTF8);
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
    if (context.spec().binary() == Binary.CLOSE) {
      judge.closeFor(Breach.UNSUPPORTED_FRAME);
    } else if (!binaryTold) {
      binaryTold = true;
      context.teller().skipsBinary(origin);
    }
  }

  /** Tells whether a text has begun to arrive and takes too long. From any thread. */
  boolean isOverdue(long nowNanos) {
    Assembly begun = assembly;
    return begun != null && begun.isOverdue(nowNanos);
  }
}
