// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a plugin wants with a URL: to open a WebSocket, or to send a request.
 *
 * @param method the request's method, or {@link #WEBSOCKET}
 * @param url the URL, whose scheme fits
 */
public record Access(String method, TargetUrl url) {

  /** Stands for the method where a WebSocket is wanted. */
  public static final String WEBSOCKET = "";

  /** Refuses parts that do not fit together. */
  public Access {
    requireNonNull(url, "url");
    if (url.scheme().isWebSocket() && !method.equals(WEBSOCKET)) {
      throw new InvalidTargetException("a WebSocket has no method");
    }
    if (!url.scheme().isWebSocket() && !Target.METHODS.contains(method)) {
      throw new InvalidTargetException(
          method.isEmpty()
              ? "a request has a method; write 'GET " + url.scheme().text() + "://…'"
              : "the method is none of " + String.join(", ", Target.METHODS));
    }
  }

  /**
   * Wants a WebSocket.
   *
   * @param url the URL
   * @return what is wanted
   */
  public static Access webSocket(TargetUrl url) {
    return new Access(WEBSOCKET, url);
  }

  /**
   * Parses a URL, with a method and a space before it for a request.
   *
   * @param line the text
   * @return what it says
   * @throws InvalidTargetException if it says nothing of that kind; the message does not hold the
   *     text
   */
  public static Access parse(String line) {
    int space = line.indexOf(' ');
    String method = space < 0 ? WEBSOCKET : line.substring(0, space);
    return new Access(method, TargetUrl.parse(line.substring(space + 1)));
  }

  /**
   * Decides for a target.
   *
   * @param target a target
   * @return whether the target covers this
   */
  public boolean isCoveredBy(Target target) {
    return method.equals(WEBSOCKET) ? target.covers(url) : target.covers(method, url);
  }

  /**
   * The narrowest target that covers this.
   *
   * @return a target of this one host, of the whole path where a target can name it
   */
  public Target narrowestTarget() {
    return new Target(
        method.equals(WEBSOCKET) ? Set.of() : Set.of(method),
        url.scheme(),
        new HostPattern(url.host()),
        url.port(),
        prefix(url.path()));
  }

  /**
   * The same without the query of the URL, which may hold a secret.
   *
   * @return what may be kept
   */
  public Access withoutQuery() {
    return url.query().isEmpty() ? this : new Access(method, TargetUrl.parse(url.display()));
  }

  /** A prefix ends before a segment with a comma, and without a slash. */
  private static String prefix(String path) {
    int comma = path.indexOf(',');
    String prefix = comma < 0 ? path : path.substring(0, path.lastIndexOf('/', comma));
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /** As it may be shown: without the query. */
  @Override
  public String toString() {
    return method.equals(WEBSOCKET) ? url.display() : method + " " + url.display();
  }
}
