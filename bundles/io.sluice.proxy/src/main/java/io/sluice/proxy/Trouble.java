// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.stream.StreamCode;

/** What clients are told of a Runtime: that something is wrong, and nothing of what it is. */
final class Trouble {

  private Trouble() {}

  static String message(StreamCode code) {
    return switch (code) {
      case WORKER_NOT_FOUND -> "there is no such worker on the Runtime";
      case MALFORMED_FRAME -> "the Runtime sent what makes no sense; it is asked again";
      case UPSTREAM_DISCONNECT ->
          "the connection to the Runtime was lost; the stream goes on when it is back";
      case RUNTIME_UNAVAILABLE -> "the Runtime cannot be reached; the stream goes on when it can";
      default -> throw new IllegalArgumentException("no trouble with a Runtime: " + code);
    };
  }
}
