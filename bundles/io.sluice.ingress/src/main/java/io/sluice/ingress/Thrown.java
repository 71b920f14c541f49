// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.ingress.UnusableHandlerException;

/**
 * What a handler threw, put into words: the class and the place, but not the message, in which a
 * received text or a secret may stand.
 *
 * @param byVm whether the virtual machine is in trouble
 * @param words what to tell the operator
 */
record Thrown(boolean byVm, String words) {

  private static final String API = "io.sluice.api.";

  static Thrown of(Throwable thrown) {
    if (thrown instanceof UnusableHandlerException) {
      return new Thrown(false, String.valueOf(thrown.getMessage()));
    }
    String name = thrown.getClass().getName();
    return thrown instanceof VirtualMachineError
        ? new Thrown(true, "the handler caused " + name)
        : new Thrown(false, "the handler threw " + name + place(thrown));
  }

  /** The stack is the plugin's code too, which may throw in its turn. */
  private static String place(Throwable thrown) {
    try {
      for (StackTraceElement frame : thrown.getStackTrace()) {
        if (isOfThePlugin(frame)) {
          return " at %s.%s:%d"
              .formatted(frame.getClassName(), frame.getMethodName(), frame.getLineNumber());
        }
      }
      return "";
    } catch (Throwable speechless) {
      return "";
    }
  }

  /** The JDK's classes are in modules; those of bundles are in none. */
  private static boolean isOfThePlugin(StackTraceElement frame) {
    return frame.getModuleName() == null && !frame.getClassName().startsWith(API);
  }
}
