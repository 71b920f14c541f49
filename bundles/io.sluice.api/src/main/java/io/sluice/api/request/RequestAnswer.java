// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a server answered, as it is: a redirect is not followed, an authentication is not answered,
 * and a content coding is not decoded.
 *
 * @param status the status code, 200 to 599 (RFC 9110, section 15)
 * @param headers the fields of the header, in order, of at most 16 KiB in all
 * @param body the whole body, of at most {@value HostRequest#MAX_BODY_BYTES} bytes
 */
public record RequestAnswer(int status, List<HeaderField> headers, Body body) {

  /** Refuses missing parts and copies the list. */
  public RequestAnswer {
    headers = List.copyOf(requireNonNull(headers, "headers"));
    requireNonNull(body, "body");
  }

  /**
   * Finds a field of the header.
   *
   * @param name the field's name, in any case
   * @return the value of the first field of that name, or empty if there is none
   */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(HeaderField::value)
        .findFirst();
  }

  /** Shows status and length alone. */
  @Override
  public String toString() {
    return status + ", " + body;
  }
}
