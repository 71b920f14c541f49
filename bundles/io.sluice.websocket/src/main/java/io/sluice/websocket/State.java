// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.ConnectionReport;

/** What a connection is doing. */
sealed interface State {

  /** The state's name for operators. */
  ConnectionReport.State name();

  /** The number of the socket, or of the last one; 0 if there was none. */
  long dial();

  /** The attempts since the connection last was stable. */
  default Tries tries() {
    return Tries.NONE;
  }

  /** Why it is in the state: a stable code, empty where there is nothing to say. */
  default String reason() {
    return "";
  }

  /**
   * It may not be dialled.
   *
   * @param dial the number of the last socket
   * @param reason the code of what is missing
   */
  record Denied(long dial, String reason) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.DENIED;
    }
  }

  /**
   * It is being dialled.
   *
   * @param dial the number of the socket, which no other of this connection has
   * @param tries the attempts since it last was stable, this one included
   */
  record Connecting(long dial, Tries tries) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.CONNECTING;
    }
  }

  /**
   * The handshake is done, and no sign of life is overdue.
   *
   * @param dial the number of the socket
   * @param tries the attempts since it last was stable, this one included
   */
  record Connected(long dial, Tries tries) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.CONNECTED;
    }
  }

  /**
   * It waits before the next attempt.
   *
   * @param dial the number of the last socket
   * @param tries the attempts since it last was stable
   * @param reason the code of why the last one ended
   */
  record Waiting(long dial, Tries tries, String reason) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.RECONNECT_WAIT;
    }
  }

  /**
   * The socket is open and comes to its end.
   *
   * @param dial the number of the socket
   * @param tries the attempts since it last was stable
   * @param closure how it ends
   * @param next what follows
   */
  record Closing(long dial, Tries tries, Closure closure, Next next) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.CLOSING;
    }

    @Override
    public String reason() {
      return String.valueOf(closure.code());
    }

    Closing withNext(Next other) {
      return new Closing(dial, tries, closure, other);
    }
  }

  /**
   * It is not retried, until somebody has done something.
   *
   * @param dial the number of the last socket
   * @param reason the code of why
   */
  record Failed(long dial, String reason) implements State {

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.FAILED;
    }
  }

  /**
   * Its service has ended, or it was to be opened once.
   *
   * @param dial the number of the last socket
   * @param reason the code of why, empty if its service has ended
   */
  record Closed(long dial, String reason) implements State {

    Closed(long dial) {
      this(dial, "");
    }

    @Override
    public ConnectionReport.State name() {
      return ConnectionReport.State.CLOSED;
    }
  }

  /** What follows when a socket has come to its end. */
  sealed interface Next {

    /**
     * What its end is a case for: another attempt, or none.
     *
     * @param failure why it ended
     */
    record Retry(Failure failure) implements Next {}

    /**
     * It may not be dialled any more.
     *
     * @param code the code of what is missing
     */
    record Deny(String code) implements Next {}

    /** It could not be dialled for a while, and now may be again. */
    record Again() implements Next {}

    /** Its service has ended. */
    record End() implements Next {}
  }

  /**
   * The attempts since a connection last was stable.
   *
   * @param count how many
   * @param lateInRow how many of the last ones ended with {@link Failure.Retry#LATE}
   */
  record Tries(int count, int lateInRow) {

    static final Tries NONE = new Tries(0, 0);

    /** What most connections that are open have. */
    private static final Tries FIRST = new Tries(1, 0);

    Tries more() {
      return equals(NONE) ? FIRST : new Tries(count + 1, lateInRow);
    }

    Tries ended(Failure failure) {
      return new Tries(count, failure.retry() == Failure.Retry.LATE ? lateInRow + 1 : 0);
    }
  }
}
