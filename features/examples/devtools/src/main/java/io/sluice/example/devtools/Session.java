// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The conversation on one connection: numbers commands, and finds the command that an answer is
 * for, in whatever order the answers come.
 *
 * <p>Each call that it makes is answered, given up or ended with the session; at most {@value
 * #MOST_WAITING} wait at a time. It sends nothing by itself, and no message of the peer makes it
 * throw. Safe for use by many threads.
 */
final class Session {

  static final int MOST_WAITING = 16;

  private final Map<Long, Call> waiting = new HashMap<>();
  private long lastId;
  private String ended = "";

  /**
   * Makes a command, whose text is then to be sent.
   *
   * @return a call, which is already answered if there can be no answer to it
   */
  Call call(String method, JsonObject params) {
    Call call;
    String refusal;
    synchronized (this) {
      call = Call.of(++lastId, method, params);
      refusal = refusal();
      if (refusal.isEmpty()) {
        waiting.put(call.id(), call);
      }
    }
    if (!refusal.isEmpty()) {
      call.answer().complete(new Answer.None(refusal));
    }
    return call;
  }

  private String refusal() {
    return ended.isEmpty() && waiting.size() == MOST_WAITING
        ? MOST_WAITING + " commands already wait for their answers"
        : ended;
  }

  /** Finds out what a message means; if it is an answer, those who wait for it have it then. */
  Heard hear(String text) {
    JsonObject message;
    try {
      message = Members.parse(text);
    } catch (JsonParseException e) {
      return new Heard.Unexpected("a message that is no JSON object");
    }
    OptionalLong id = Members.integer(message, "id");
    if (id.isPresent()) {
      return answered(id.getAsLong(), answer(message));
    }
    String method = Members.text(message, "method");
    if (!method.isEmpty()) {
      return new Heard.Pushed(method, Members.object(message, "params"));
    }
    return new Heard.Unexpected(
        answer(message) instanceof Answer.Refused refused
            ? "a complaint: " + refused.message()
            : "a message that is neither an answer nor an event");
  }

  private static Answer answer(JsonObject message) {
    if (message.has("error")) {
      JsonObject error = Members.object(message, "error");
      return new Answer.Refused(Members.text(error, "code"), Members.text(error, "message"));
    }
    return new Answer.Result(Members.object(message, "result"));
  }

  private Heard answered(long id, Answer answer) {
    Call call;
    synchronized (this) {
      call = waiting.remove(id);
    }
    if (call == null) {
      return new Heard.Unexpected("an answer to the command " + id + ", which nobody waits for");
    }
    call.answer().complete(answer);
    return new Heard.Answered(call, answer);
  }

  /** Waits no longer for an answer. One that comes nevertheless is unexpected. */
  void giveUp(Call call, String why) {
    synchronized (this) {
      waiting.remove(call.id());
    }
    call.answer().complete(new Answer.None(why));
  }

  /**
   * Ends the session: what waits now, and what is called later, has no answer. It may be called
   * again, when more is known of why.
   */
  void end(String why) {
    List<Call> unanswered;
    synchronized (this) {
      ended = why;
      unanswered = new ArrayList<>(waiting.values());
      waiting.clear();
    }
    unanswered.forEach(call -> call.answer().complete(new Answer.None(why)));
  }

  /** Why the session has ended, as it was said last; empty while it has not. */
  synchronized String ended() {
    return ended;
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
