// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;

/** Opens no sockets, but notes when it was to, and plays the peer that the test wants. */
final class FakeDialer implements Dialer {

  /** When there was a dial, in nanoseconds. */
  final List<Long> dials = new ArrayList<>();

  final List<Channel> open = new ArrayList<>();
  private final LongSupplier nanoTime;
  private Consumer<Channel> peer = this::accept;

  FakeDialer(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public Attempt dial(Request request, Channel channel) {
    dials.add(nanoTime.getAsLong());
    peer.accept(channel);
    return () -> {};
  }

  /** Every attempt is answered like this from now on. */
  void answer(Consumer<Channel> answer) {
    peer = answer;
  }

  void accept(Channel channel) {
    open.add(channel);
    channel.onOpen(new CoreSession.Empty(), Callback.NOOP);
  }

  static void refuse(Channel channel, Throwable cause) {
    channel.onError(cause, Callback.NOOP);
  }

  static void close(Channel channel) {
    channel.onClosed(new CloseStatus(CloseStatus.NO_CLOSE), Callback.NOOP);
  }

  /** All sockets break off. */
  void loseAll() {
    List<Channel> lost = new ArrayList<>(open);
    open.clear();
    lost.forEach(FakeDialer::close);
  }
}
