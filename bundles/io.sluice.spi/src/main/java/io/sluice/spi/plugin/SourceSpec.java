// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import io.sluice.spi.target.UrlTemplate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that feeds an ingress, as the manifest asks for it.
 *
 * @param url where to connect to; a target of the manifest covers it
 * @param subprotocols the subprotocols to offer, of which the server must choose one; empty for
 *     none
 * @param headers further header fields of the handshake
 * @param query further parameters of the URL's query
 * @param maxTextBytes the longest text to receive or send, in bytes of UTF-8
 * @param maxSendsPerMinute the most texts to send within any 60 seconds, 0 for no such limit
 * @param binary what to do with a binary message
 * @param reconnect whether and how fast to connect again
 * @param liveness how to find out that the peer is gone
 */
public record SourceSpec(
    UrlTemplate url,
    List<String> subprotocols,
    List<Field> headers,
    List<Field> query,
    int maxTextBytes,
    int maxSendsPerMinute,
    Binary binary,
    Reconnect reconnect,
    Liveness liveness) {

  /** The longest text that a grant can allow: 16 MiB. */
  public static final int MAX_TEXT_BYTES = 16 << 20;

  /** The longest text unless a grant allows more: 256 KiB. */
  public static final int STANDARD_TEXT_BYTES = 256 << 10;

  /** Copies the lists. */
  public SourceSpec {
    subprotocols = List.copyOf(subprotocols);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }

  /**
   * A header field or a parameter of the query. Exactly one of value and secret is there.
   *
   * @param name its name
   * @param value its value, or null
   * @param secretRef the name of the secret that is its value, which only a grant gives, or null
   */
  public record Field(String name, @Nullable String value, @Nullable String secretRef) {

    /** Shows no value. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** What to do with a binary message. */
  public enum Binary {
    /** Count it, record it, and go on. */
    SKIP,
    /** Close with 1003. */
    CLOSE
  }

  /**
   * Whether and how fast to connect again.
   *
   * @param mode whether to
   * @param initialMillis the upper bound of the first wait
   * @param maxMillis the upper bound of every wait
   * @param terminalCodes close codes after which not to retry, beside those that always stop it
   */
  public record Reconnect(
      Mode mode, long initialMillis, long maxMillis, Set<Integer> terminalCodes) {

    /** What a source that says nothing about it gets: 1 s, doubled up to 2 minutes. */
    public static final Reconnect STANDARD = new Reconnect(Mode.BACKOFF, 1_000, 120_000, Set.of());

    /** Copies the set. */
    public Reconnect {
      terminalCodes = Set.copyOf(terminalCodes);
    }

    /** Whether to connect again. */
    public enum Mode {
      /** Tell the plugin, and wait. */
      NONE,
      /** Connect again after a random wait, whose bound doubles. */
      BACKOFF
    }
  }

  /**
   * How to find out that the peer is gone.
   *
   * @param pingMillis how often to ping, 0 for never
   * @param pongDeadlineMillis how long to wait for the pong
   * @param silenceMillis how long the peer may send nothing at all, 0 for ever
   */
  public record Liveness(long pingMillis, long pongDeadlineMillis, long silenceMillis) {

    /** What a source that says nothing about it gets. */
    public static final Liveness STANDARD = new Liveness(25_000, 10_000, 0);
  }
}
