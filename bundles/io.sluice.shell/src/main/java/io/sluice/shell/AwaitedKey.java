// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.io.IOException;
import java.io.InputStream;

/**
 * The next key. A terminal cannot be asked whether one was pressed, so that a thread waits for it,
 * {@code sluice-shell-key}, which ends with the key or with the keyboard.
 */
final class AwaitedKey {

  private volatile boolean pressed;

  AwaitedKey(InputStream keyboard) {
    Thread thread = new Thread(() -> await(keyboard), "sluice-shell-key");
    thread.setDaemon(true);
    thread.start();
  }

  private void await(InputStream keyboard) {
    try {
      int unused = keyboard.read();
    } catch (IOException e) {
      // There is no keyboard any more, which ends it too.
    }
    pressed = true;
  }

  boolean isPressed() {
    return pressed;
  }
}
