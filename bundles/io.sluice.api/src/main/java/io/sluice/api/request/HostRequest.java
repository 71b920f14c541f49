// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that the host is to send for the plugin.
 *
 * @param method the method; a {@code GET} has no body
 * @param url an absolute {@code http} or {@code https} URL without user information and fragment,
 *     of at most 2,048 characters
 * @param headers at most 64 fields, of at most 16 KiB in all. Names are tokens, values are
 *     printable ASCII. What belongs to the connection is the host's to write and is refused here:
 *     {@code Host}, {@code Connection}, {@code Content-Length}, {@code Transfer-Encoding}, {@code
 *     Upgrade}, {@code Expect}, {@code Cookie} and the like
 * @param body what to send, of at most {@value #MAX_BODY_BYTES} bytes. The host adds no {@code
 *     Content-Type}
 * @param timeout how long the exchange may take, from the look-up of the host to the last byte of
 *     the answer: 1 ms to 60 s
 */
public record HostRequest(
    RequestMethod method, String url, List<HeaderField> headers, Body body, Duration timeout) {

  /** The most bytes of a body, of the request and of the answer. */
  public static final int MAX_BODY_BYTES = 65_536;

  /** How long an exchange may take unless the request says something else. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** Refuses missing parts and copies the list. */
  public HostRequest {
    requireNonNull(method, "method");
    requireNonNull(url, "url");
    headers = List.copyOf(requireNonNull(headers, "headers"));
    requireNonNull(body, "body");
    requireNonNull(timeout, "timeout");
  }

  /**
   * Makes a request without headers and body.
   *
   * @param method the method
   * @param url the URL
   * @return the request
   */
  public static HostRequest of(RequestMethod method, String url) {
    return new HostRequest(method, url, List.of(), Body.EMPTY, DEFAULT_TIMEOUT);
  }

  /**
   * Adds a field to the header.
   *
   * @param name the field's name
   * @param value the field's value
   * @return a copy with that field
   */
  public HostRequest withHeader(String name, String value) {
    List<HeaderField> more = new ArrayList<>(headers);
    more.add(new HeaderField(name, value));
    return new HostRequest(method, url, more, body, timeout);
  }

  /**
   * Sets the body.
   *
   * @param content what to send
   * @return a copy with that body
   */
  public HostRequest withBody(Body content) {
    return new HostRequest(method, url, headers, content, timeout);
  }

  /**
   * Sets the time that the exchange may take.
   *
   * @param limit 1 ms to 60 s
   * @return a copy with that timeout
   */
  public HostRequest withTimeout(Duration limit) {
    return new HostRequest(method, url, headers, body, limit);
  }

  /** Shows method and length alone, since URL and header may hold secrets. */
  @Override
  public String toString() {
    return method + ", " + body;
  }
}
