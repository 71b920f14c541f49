// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

/** A command is malformed. The message says in what. */
final class MalformedCommandException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedCommandException(String problem) {
    super(problem);
  }
}
