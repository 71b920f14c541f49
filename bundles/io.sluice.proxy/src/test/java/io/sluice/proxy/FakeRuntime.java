// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Runtime that says what the test has it say. */
final class FakeRuntime implements Dialer {

  private final List<Call> calls = new ArrayList<>();

  /** One connection. */
  static final class Call implements Line {

    private final @Nullable String cursor;
    private final Listener listener;
    private boolean closed;

    Call(@Nullable String cursor, Listener listener) {
      this.cursor = cursor;
      this.listener = listener;
    }

    @Nullable String cursor() {
      return cursor;
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
    }

    Call open() {
      listener.opened();
      return this;
    }

    Call send(String text) {
      listener.text(text);
      return this;
    }

    Call snapshot(String cursor) {
      return event(
          cursor,
          "id-" + cursor,
          "{\"type\":\"snapshot\",\"at\":\"2026-01-01T00:00:00Z\",\"truncated\":false,\"events\":[]}");
    }

    Call numbered(int number) {
      return numbered(number, "id-" + number);
    }

    Call numbered(int number, String id) {
      return event("at-" + number, id, "{\"type\":\"numbered\",\"n\":" + number + "}");
    }

    Call event(String cursor, String id, String payload) {
      return send(
          "{\"kind\":\"event\",\"cursor\":\"%s\",\"event_id\":\"%s\",\"worker_id\":\"w\",\"payload\":%s}"
              .formatted(cursor, id, payload));
    }

    Call notice(String code) {
      return send("{\"kind\":\"diagnostic\",\"code\":\"" + code + "\",\"message\":\"\"}");
    }

    Call garbage() {
      listener.garbage();
      return this;
    }

    void end(int status) {
      listener.over(status == 0 ? LineEnd.LOST : LineEnd.refused(status));
    }
  }

  @Override
  public Line dial(
      RuntimeTarget target, String worker, @Nullable String cursor, Listener listener) {
    Call call = new Call(cursor, listener);
    calls.add(call);
    return call;
  }

  int dials() {
    return calls.size();
  }

  /** The last connection. */
  Call call() {
    return calls.get(calls.size() - 1);
  }
}
