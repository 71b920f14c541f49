// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import static java.util.Objects.requireNonNull;

/**
 * One line of a header (RFC 9110, section 5).
 *
 * @param name the name, a token, whose case does not matter
 * @param value the value; in a request printable ASCII, in an answer whatever the server wrote
 */
public record HeaderField(String name, String value) {

  /** Refuses missing parts. */
  public HeaderField {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }

  /** Shows the name alone, since a value may be a secret. */
  @Override
  public String toString() {
    return name;
  }
}
