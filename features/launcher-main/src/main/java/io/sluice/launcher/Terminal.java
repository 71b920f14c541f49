// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.Console;
import java.util.Optional;

/** Tells whether somebody sits at a terminal. */
final class Terminal {

  private Terminal() {}

  /** Until JDK 21 there is a console only at a terminal; since then there is always one to ask. */
  static boolean isThere() {
    return Optional.ofNullable(System.console()).map(Terminal::isTerminal).orElse(false);
  }

  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
