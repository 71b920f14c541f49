// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class SessionTest {

  private final Session session = new Session();

  @Test
  public void commandsAreNumberedFromOne() {
    assertEquals("{\"id\":1,\"method\":\"A.b\",\"params\":{}}", call("A.b").text());
    assertEquals("{\"id\":2,\"method\":\"C.d\",\"params\":{}}", call("C.d").text());
  }

  @Test
  public void anAnswerReachesItsCall() {
    Call call = call("A.b");

    Heard heard = session.hear("{\"id\":1,\"result\":{\"x\":\"y\"}}");

    JsonObject result = new JsonObject();
    result.addProperty("x", "y");
    assertEquals(new Answer.Result(result), call.answer().getNow(null));
    assertEquals(new Heard.Answered(call, new Answer.Result(result)), heard);
    assertEquals(0, session.waiting());
  }

  @Test
  public void answersComeInAnyOrder() {
    Call first = call("A.b");
    Call second = call("C.d");

    session.hear("{\"id\":2,\"result\":{}}");

    assertTrue(second.answer().isDone());
    assertFalse(first.answer().isDone());
    session.hear("{\"id\":1,\"result\":{}}");
    assertTrue(first.answer().isDone());
  }

  @Test
  public void anErrorInAnAnswerIsARefusal() {
    Call call = call("No.such");

    session.hear("{\"error\":{\"code\":-32601,\"message\":\"'No.such' wasn't found\"},\"id\":1}");

    assertEquals(
        new Answer.Refused("-32601", "'No.such' wasn't found"), call.answer().getNow(null));
  }

  @Test
  public void aResultOfTheWrongTypeIsEmpty() {
    Call call = call("A.b");

    session.hear("{\"id\":1,\"result\":[1]}");

    assertEquals(new Answer.Result(new JsonObject()), call.answer().getNow(null));
  }

  @Test
  public void anErrorOfTheWrongTypeIsARefusalAllTheSame() {
    Call call = call("A.b");

    session.hear("{\"id\":1,\"error\":null}");

    assertEquals(new Answer.Refused("", ""), call.answer().getNow(null));
  }

  @Test
  public void anAnswerThatNobodyWaitsForIsUnexpected() {
    Call call = call("A.b");

    Heard heard = session.hear("{\"id\":7,\"result\":{}}");

    assertEquals(new Heard.Unexpected("an answer to the command 7, which nobody waits for"), heard);
    assertFalse(call.answer().isDone());
  }

  @Test
  public void aSecondAnswerIsUnexpected() {
    call("A.b");
    session.hear("{\"id\":1,\"result\":{}}");

    Heard heard = session.hear("{\"id\":1,\"result\":{}}");

    assertEquals(new Heard.Unexpected("an answer to the command 1, which nobody waits for"), heard);
  }

  @Test
  public void anEventIsPushedWhetherItIsKnownOrNot() {
    JsonObject params = new JsonObject();
    params.addProperty("x", 1);

    assertEquals(
        new Heard.Pushed("No.suchEvent", params),
        session.hear("{\"method\":\"No.suchEvent\",\"params\":{\"x\":1}}"));
    assertEquals(
        new Heard.Pushed("No.params", new JsonObject()),
        session.hear("{\"method\":\"No.params\"}"));
  }

  @Test
  public void aTextThatIsNoJsonObjectIsUnexpectedAndHarmless() {
    Call call = call("A.b");
    List<String> malformed =
        List.of(
            "",
            " ",
            "garbage",
            "null",
            "1",
            "\"text\"",
            "[]",
            "[{\"id\":1,\"result\":{}}]",
            "{",
            "{\"id\":1",
            "{id:1,result:{}}",
            "{\"id\":1,\"result\":{}} {}",
            "{\"id\":1,\"result\":NaN}",
            "{\"a\":".repeat(100_000));

    for (String text : malformed) {
      assertEquals(
          text, new Heard.Unexpected("a message that is no JSON object"), session.hear(text));
    }

    assertFalse(call.answer().isDone());
    session.hear("{\"id\":1,\"result\":{}}");
    assertTrue(call.answer().isDone());
  }

  @Test
  public void aMessageThatIsNeitherAnswerNorEventIsUnexpected() {
    call("A.b");
    List<String> strange =
        List.of(
            "{}",
            "{\"method\":\"\"}",
            "{\"method\":[]}",
            "{\"id\":null,\"result\":{}}",
            "{\"id\":\"1\",\"result\":{}}",
            "{\"id\":1.5,\"result\":{}}",
            "{\"id\":1e999999999,\"result\":{}}",
            "{\"id\":9223372036854775808,\"result\":{}}");

    for (String text : strange) {
      assertEquals(
          text,
          new Heard.Unexpected("a message that is neither an answer nor an event"),
          session.hear(text));
    }
    assertEquals(1, session.waiting());
  }

  @Test
  public void anErrorThatNamesNoCommandIsAComplaint() {
    assertEquals(
        new Heard.Unexpected("a complaint: Message must be a valid JSON"),
        session.hear("{\"error\":{\"code\":-32700,\"message\":\"Message must be a valid JSON\"}}"));
  }

  @Test
  public void onlySoManyCallsWait() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < Session.MOST_WAITING; i++) {
      calls.add(call("A.b"));
    }

    Call oneMore = call("A.b");

    assertEquals(
        new Answer.None("16 commands already wait for their answers"),
        oneMore.answer().getNow(null));
    assertEquals(Session.MOST_WAITING, session.waiting());
    assertTrue(calls.stream().noneMatch(call -> call.answer().isDone()));
  }

  @Test
  public void anAnswerMakesRoom() {
    for (int i = 0; i < Session.MOST_WAITING; i++) {
      call("A.b");
    }

    session.hear("{\"id\":5,\"result\":{}}");

    assertFalse(call("A.b").answer().isDone());
  }

  @Test
  public void aCallThatIsGivenUpMakesRoom() {
    Call call = call("A.b");

    session.giveUp(call, "no answer within 10 s");

    assertEquals(new Answer.None("no answer within 10 s"), call.answer().getNow(null));
    assertEquals(0, session.waiting());
    assertEquals(
        new Heard.Unexpected("an answer to the command 1, which nobody waits for"),
        session.hear("{\"id\":1,\"result\":{}}"));
  }

  @Test
  public void anAnswerThatCameBeforeItWasGivenUpStays() {
    Call call = call("A.b");
    session.hear("{\"id\":1,\"result\":{}}");

    session.giveUp(call, "no answer within 10 s");

    assertEquals(new Answer.Result(new JsonObject()), call.answer().getNow(null));
  }

  @Test
  public void theEndFailsWhatWaits() {
    Call first = call("A.b");
    Call second = call("C.d");

    session.end("not connected");

    assertEquals(new Answer.None("not connected"), first.answer().getNow(null));
    assertEquals(new Answer.None("not connected"), second.answer().getNow(null));
    assertEquals(0, session.waiting());
  }

  @Test
  public void aCallAfterTheEndHasNoAnswer() {
    session.end("closed with 1006");
    session.end("connect_refused");

    Call call = call("A.b");

    assertEquals(new Answer.None("connect_refused"), call.answer().getNow(null));
    assertEquals(0, session.waiting());
  }

  private Call call(String method) {
    return session.call(method, new JsonObject());
  }
}
