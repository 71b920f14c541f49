// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.jspecify.annotations.Nullable;

/** Something that has happened to a connection. */
sealed interface Fact {

  /** It may be dialled. */
  record Permitted() implements Fact {}

  /** It may not be dialled, or not any more. */
  record Forbidden(String code) implements Fact {}

  /** The configuration of the way out has changed, so that what failed may go well now. */
  record OutboundChanged() implements Fact {}

  /**
   * Its service has ended.
   *
   * @param missing the code of what it may not be dialled for any more; empty if that is not why
   */
  record Withdrawn(String missing) implements Fact {}

  /** The handshake of a socket is done. */
  record Opened(long dial) implements Fact {}

  /** A socket could not be opened. */
  record DialFailed(long dial, Failure failure) implements Fact {}

  /** The server sent a close frame. */
  record PeerCloses(long dial, int code, String reason) implements Fact {}

  /** The plugin wants the connection closed. */
  record PluginCloses(long dial, int code, String reason) implements Fact {}

  /** The host must close the connection, which broke a rule. */
  record HostCloses(long dial, int code, Failure failure) implements Fact {}

  /** The peer is gone without a word, or does not take what is sent to it. */
  record PeerLost(long dial, Failure failure) implements Fact {}

  /** The socket is gone; with the closure that Jetty came to by itself, if it did. */
  record Gone(long dial, @Nullable Closure closure, Failure failure) implements Fact {}

  /** The time that was set is up. */
  record TimeUp(Alarm alarm) implements Fact {}
}
