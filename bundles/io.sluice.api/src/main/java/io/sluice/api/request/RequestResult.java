// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import static java.util.Objects.requireNonNull;

/** How a request ended. */
public sealed interface RequestResult {

  /**
   * The server answered, with whatever status.
   *
   * @param answer what it answered
   */
  record Answered(RequestAnswer answer) implements RequestResult {

    /** Refuses a missing answer. */
    public Answered {
      requireNonNull(answer, "answer");
    }
  }

  /**
   * The request was not allowed: malformed, not declared, not granted, denied, over a limit.
   * Nothing of it left the host.
   *
   * @param code the stable code, such as {@code not_granted}; the manual lists them
   * @param message why, in at most 256 characters
   */
  record Rejected(String code, String message) implements RequestResult {

    /** Refuses missing parts. */
    public Rejected {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }
  }

  /**
   * The request was allowed and there is no whole answer. The server may have received it.
   *
   * @param code the stable code, such as {@code timeout} or {@code revoked}; the manual lists them
   * @param message why, in at most 256 characters
   */
  record Failed(String code, String message) implements RequestResult {

    /** Refuses missing parts. */
    public Failed {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
    }
  }
}
