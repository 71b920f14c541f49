// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.connection;

import io.sluice.spi.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is doing.
 *
 * @param plugin whose connection it is
 * @param ingress the ingress that it feeds, or {@value #PULL} if a plugin opened it to pull from
 * @param connection its id, which changes with each attempt
 * @param url where it goes, without the query
 * @param state its state
 * @param since when it entered the state
 * @param reason the code of why it is in the state, empty where there is nothing to say
 * @param remoteAddress the peer's address, or null while there is none
 * @param subprotocol the subprotocol that the server chose, or null
 * @param lastFrameAt when the last frame arrived, or null
 * @param lastPongAt when the last pong arrived, or null
 * @param roundTrip how long the last pong took, or null
 * @param lastError the last failure, or null
 * @param attempts how many attempts were made since it last was stable
 * @param nextAttemptAt when the next attempt is due, or null
 * @param framesIn frames received on all its connections
 * @param bytesIn payload bytes received
 * @param framesOut frames sent
 * @param bytesOut payload bytes sent
 * @param unsupportedFrames binary messages that were skipped
 * @param pauses how often reading was paused since the queue was full
 * @param sendFailures texts that were accepted but could not be sent
 * @param sendsWaiting texts that wait to be sent
 */
public record ConnectionReport(
    PluginId plugin,
    String ingress,
    String connection,
    String url,
    State state,
    Instant since,
    String reason,
    @Nullable String remoteAddress,
    @Nullable String subprotocol,
    @Nullable Instant lastFrameAt,
    @Nullable Instant lastPongAt,
    @Nullable Duration roundTrip,
    @Nullable String lastError,
    int attempts,
    @Nullable Instant nextAttemptAt,
    long framesIn,
    long bytesIn,
    long framesOut,
    long bytesOut,
    long unsupportedFrames,
    long pauses,
    long sendFailures,
    int sendsWaiting) {

  /** Stands for the ingress of a connection that feeds none; no ingress has such a name. */
  public static final String PULL = "(pull)";

  /** The states of a connection. */
  public enum State {
    /** It may not be dialled. */
    DENIED,
    /** It is being dialled. */
    CONNECTING,
    /** The handshake is done, and the last pong is not overdue. */
    CONNECTED,
    /** It waits before the next attempt. */
    RECONNECT_WAIT,
    /** The close frame was sent, and the peer's is awaited. */
    CLOSING,
    /** It is closed, since its service ended. */
    CLOSED,
    /** It is not retried. */
    FAILED;

    /**
     * The name that outputs use.
     *
     * @return the constant's name in lower case
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
