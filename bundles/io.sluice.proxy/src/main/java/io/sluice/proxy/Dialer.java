// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import org.jspecify.annotations.Nullable;

/** Opens connections to Runtimes. */
interface Dialer {

  /**
   * Begins to open one. It does not wait.
   *
   * @param target the Runtime
   * @param worker the worker
   * @param cursor where to resume from, or null
   * @param listener is told what becomes of it, also before this returns
   * @return the connection
   */
  Line dial(RuntimeTarget target, String worker, @Nullable String cursor, Listener listener);

  /** A connection that is open, or may become so. */
  interface Line {

    /** Ends it. The listener may be told so. */
    void close();
  }

  /** Whoever dialled. It is told by one thread at a time. */
  interface Listener {

    /** It is open. */
    void opened();

    /** A text came in. */
    void text(String text);

    /** Something came in that is no text. */
    void garbage();

    /**
     * It is over. Told once, and last.
     *
     * @param end why
     */
    void over(LineEnd end);
  }
}
