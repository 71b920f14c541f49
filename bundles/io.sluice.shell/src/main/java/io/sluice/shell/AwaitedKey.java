// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The next key, which is asked for now and then. JLine's terminals can be read with a limit, so
 * that no key is taken from who reads next. At any other keyboard a thread waits, {@code
 * sluice-shell-key}, which ends with the next key or with the keyboard.
 */
final class AwaitedKey implements BooleanSupplier {

  private static final long LIMIT_MILLIS = 1;

  /** What JLine returns if there was no key. */
  private static final int NOTHING = -2;

  private final InputStream keyboard;
  private final Optional<Method> limitedRead;
  private volatile boolean pressed;

  AwaitedKey(InputStream keyboard) {
    this.keyboard = keyboard;
    this.limitedRead = limitedRead(keyboard);
    if (limitedRead.isEmpty()) {
      Thread thread = new Thread(this::await, "sluice-shell-key");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** This bundle knows no class of JLine's, since it runs without JLine too. */
  private static Optional<Method> limitedRead(InputStream keyboard) {
    try {
      return Optional.of(keyboard.getClass().getMethod("read", long.class));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private void await() {
    try {
      int unused = keyboard.read();
    } catch (IOException e) {
      // There is no keyboard any more, which ends it too.
    }
    pressed = true;
  }

  /** Whether a key was pressed, or there is no keyboard any more. */
  @Override
  public boolean getAsBoolean() {
    return pressed || limitedRead.map(this::read).orElse(false);
  }

  private boolean read(Method limited) {
    try {
      return (int) limited.invoke(keyboard, LIMIT_MILLIS) != NOTHING;
    } catch (InvocationTargetException e) {
      return true;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public method cannot be called", e);
    }
  }
}
