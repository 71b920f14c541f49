// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

/**
 * What a handler threw, put into words.
 *
 * @param byVm whether the virtual machine is in trouble
 * @param words what it says of itself
 */
record Thrown(boolean byVm, String words) {

  /** The words are the plugin's code too, which may throw in its turn. */
  static Thrown of(Throwable thrown) {
    return new Thrown(thrown instanceof VirtualMachineError, words(thrown));
  }

  private static String words(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable speechless) {
      return thrown.getClass().getName();
    }
  }
}
