// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

/** Remembers how far the session has come: one thread changes it, any may read it. */
final class Memory {

  private volatile Progress progress = Progress.NONE;

  Progress progress() {
    return progress;
  }

  void see(Message event) {
    progress = progress.see(event);
  }

  void forget() {
    progress = Progress.NONE;
  }
}
