// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of the calls of one lane, so that another thread can see how long a call runs and can
 * interrupt that very call, and never the one after it.
 *
 * <p>The lane's thread brackets each call with {@link #begin} and {@link #end}, which costs it a
 * volatile write and a compare-and-set. The state is the number of the call that runs, or one of
 * the constants.
 */
final class CallGuard {

  /** No call runs. */
  static final long NONE = 0;

  private static final long INTERRUPTING = -1;
  private static final long INTERRUPTED = -2;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(CallGuard.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long state = NONE;
  private volatile @Nullable Thread caller;
  private long calls;

  /** Says which thread makes the calls from now on; null for none. */
  void setCaller(@Nullable Thread thread) {
    caller = thread;
  }

  boolean isCaller(Thread thread) {
    return caller == thread;
  }

  /** Begins a call. On the caller's thread. */
  void begin() {
    STATE.setVolatile(this, ++calls);
  }

  /**
   * Ends a call, and takes back an interrupt that was meant for it. On the caller's thread.
   *
   * @return whether the call was interrupted from here
   */
  boolean end() {
    if (STATE.compareAndSet(this, calls, NONE)) {
      Thread.interrupted();
      return false;
    }
    while (state == INTERRUPTING) {
      Thread.onSpinWait();
    }
    Thread.interrupted();
    state = NONE;
    return true;
  }

  /** The number of the call that runs; {@link #NONE} or less if none runs or it was interrupted. */
  long running() {
    return state;
  }

  /** Tells whether a call has not ended, also one that was interrupted. */
  boolean isRunning() {
    return state != NONE;
  }

  /** Interrupts the call of this number, if it still runs. */
  boolean interrupt(long call) {
    if (call <= NONE || !STATE.compareAndSet(this, call, INTERRUPTING)) {
      return false;
    }
    Thread thread = caller;
    if (thread != null) {
      thread.interrupt();
    }
    state = INTERRUPTED;
    return true;
  }
}
