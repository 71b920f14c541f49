// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.stream.StreamCode;
import org.jspecify.annotations.Nullable;

/**
 * How it went with dialling one worker's connection, and when to try again. For one thread at a
 * time.
 */
final class Attempts {

  private static final long NOT_FOUND_NANOS = 1_000_000_000L;

  private final FeedContext context;
  private @Nullable StreamCode trouble;
  private String noted = "";
  private long dialAt;
  private int failures;
  private long dials;

  Attempts(FeedContext context) {
    this.context = context;
    this.dialAt = context.now();
  }

  /** Whether it may be dialled now. */
  boolean isDue() {
    return context.now() - dialAt >= 0;
  }

  void dialled() {
    dials++;
  }

  void opened() {
    trouble = null;
    noted = "";
  }

  /** Something came in: the next failure is the first again. */
  void progressed() {
    failures = 0;
  }

  void failed(StreamCode code) {
    failures++;
    trouble = code;
    long wait =
        code == StreamCode.WORKER_NOT_FOUND ? NOT_FOUND_NANOS : context.backoff().nanos(failures);
    dialAt = context.now() + wait;
  }

  /** Whether the operator was not told of this since it went well. */
  boolean isNews(String code) {
    boolean news = !noted.equals(code);
    noted = code;
    return news;
  }

  /** What is wrong now. That there is no such worker holds for a moment only. */
  @Nullable StreamCode trouble() {
    return trouble == StreamCode.WORKER_NOT_FOUND && isDue() ? null : trouble;
  }

  /** The code of what went wrong last, or empty. */
  String lastTrouble() {
    return trouble == null ? "" : trouble.wireName("backend");
  }

  long dials() {
    return dials;
  }
}
