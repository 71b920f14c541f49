// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.api.command.CloseConnection;
import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.OpenConnection;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ValidatorTest {

  private static final String HIGH = "\ud83d";
  private static final String LOW = "\ude00";

  private static CommandPayload validate(CommandPayload payload) throws MalformedCommandException {
    return Validator.validate(OutputCommand.of(payload));
  }

  private static void assertRefused(String message, CommandPayload payload) {
    assertRefused(message, OutputCommand.of(payload));
  }

  private static void assertRefused(String message, OutputCommand command) {
    MalformedCommandException refusal =
        assertThrows(MalformedCommandException.class, () -> Validator.validate(command));
    assertEquals(message, refusal.getMessage());
  }

  private static OutputCommand send() {
    return OutputCommand.send("c1", "text");
  }

  private static OutputCommand sourced(String eventId) {
    return new OutputCommand(new SendText("c1", "text"), null, null, eventId, null);
  }

  @Test
  public void aMissingCommandIsRefused() {
    MalformedCommandException refusal =
        assertThrows(MalformedCommandException.class, () -> Validator.validate(null));
    assertEquals("the command is null", refusal.getMessage());
  }

  @Test
  public void anEmptyCommandIdIsRefused() {
    assertRefused("command_id is not 1 to 64 printable ASCII characters", send().withCommandId(""));
  }

  @Test
  public void aCommandIdThatIsTooLongIsRefused() {
    assertRefused(
        "command_id is not 1 to 64 printable ASCII characters",
        send().withCommandId("x".repeat(65)));
  }

  @Test
  public void aCommandIdWithASpaceIsRefused() {
    assertRefused(
        "command_id is not 1 to 64 printable ASCII characters", send().withCommandId("a b"));
  }

  @Test
  public void aCommandIdWithAControlCharacterIsRefused() {
    assertRefused(
        "command_id is not 1 to 64 printable ASCII characters", send().withCommandId("a\u007f"));
  }

  @Test
  public void aCommandIdThatIsNotAsciiIsRefused() {
    assertRefused(
        "command_id is not 1 to 64 printable ASCII characters", send().withCommandId("é"));
  }

  @Test
  public void aBadCorrelationIdIsRefused() {
    assertRefused(
        "correlation_id is not 1 to 64 printable ASCII characters", send().withCorrelationId("\n"));
  }

  @Test
  public void aBadSourceEventIdIsRefused() {
    assertRefused("source_event_id is not 1 to 64 printable ASCII characters", sourced(""));
  }

  @Test
  public void theLongestIdsAreTaken() throws MalformedCommandException {
    String id = "!".repeat(32) + "~".repeat(32);

    Validator.validate(send().withCommandId(id).withCorrelationId(id));
    Validator.validate(sourced(id));
  }

  @Test
  public void aBadConnectionToSendOnIsRefused() {
    assertRefused("connection is not 1 to 64 printable ASCII characters", new SendText("", "text"));
  }

  @Test
  public void aBadConnectionToCloseIsRefused() {
    assertRefused(
        "connection is not 1 to 64 printable ASCII characters",
        new CloseConnection("c 1", 1000, ""));
  }

  @Test
  public void aHighSurrogateAtTheEndIsRefused() {
    assertRefused("the text has a lone surrogate at index 2", new SendText("c1", "ab" + HIGH));
  }

  @Test
  public void aHighSurrogateBeforeAnotherCharacterIsRefused() {
    assertRefused("the text has a lone surrogate at index 0", new SendText("c1", HIGH + "a" + LOW));
  }

  @Test
  public void aLowSurrogateByItselfIsRefused() {
    assertRefused("the text has a lone surrogate at index 2", new SendText("c1", HIGH + LOW + LOW));
  }

  @Test
  public void aPairOfSurrogatesIsTaken() throws MalformedCommandException {
    SendText send = new SendText("c1", HIGH + LOW + HIGH + LOW);

    assertEquals(send, validate(send));
  }

  @Test
  public void anEmptyTextIsTaken() throws MalformedCommandException {
    SendText send = new SendText("c1", "");

    assertEquals(send, validate(send));
  }

  @Test
  public void aUrlOfAWebSocketIsTaken() throws MalformedCommandException {
    OpenConnection open = new OpenConnection("main", "wss://example.com/resume?session=7");

    assertEquals(open, validate(open));
  }

  @Test
  public void aUrlThatIsNoWebSocketIsRefused() {
    assertRefused(
        "url: a connection goes to ws:// or wss://",
        new OpenConnection("main", "http://example.com/resume"));
  }

  @Test
  public void aUrlThatNotEveryParserReadsAlikeIsRefused() {
    assertRefused(
        "url: user information is not allowed",
        new OpenConnection("main", "wss://example.com@evil.example/"));
  }

  @Test
  public void anIngressThatIsNoNameIsRefused() {
    assertRefused(
        "ingress is not 1 to 64 printable ASCII characters",
        new OpenConnection("", "wss://example.com/"));
  }

  @Test
  public void aCloseCodeThatMustNotBeSentIsRefused() {
    for (int code : new int[] {-1, 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_536}) {
      assertRefused(
          "the close code " + code + " is not one that may be sent (RFC 6455, section 7.4)",
          new CloseConnection("c1", code, ""));
    }
  }

  @Test
  public void aCloseCodeThatMayBeSentIsTaken() throws MalformedCommandException {
    for (int code : new int[] {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 4999}) {
      CloseConnection close = new CloseConnection("c1", code, "");
      assertEquals(close, validate(close));
    }
  }

  @Test
  public void aCloseReasonThatIsTooLongInBytesIsRefused() {
    assertRefused(
        "the close reason is longer than 123 bytes",
        new CloseConnection("c1", 1000, "é".repeat(62)));
  }

  @Test
  public void theLongestCloseReasonIsTaken() throws MalformedCommandException {
    CloseConnection close = new CloseConnection("c1", 1000, "é".repeat(61) + "e");

    assertEquals(close, validate(close));
  }

  @Test
  public void aCloseReasonWithALoneSurrogateIsRefused() {
    assertRefused(
        "the text has a lone surrogate at index 0", new CloseConnection("c1", 1000, HIGH));
  }

  @Test
  public void aStatusThatIsNoJsonIsRefused() {
    assertRefused(
        "the object holds a java.lang.Object, which JSON has no form for",
        new UpdateStatus("fine", Map.of("key", new Object())));
  }

  @Test
  public void aKindThatIsNoNameIsRefused() {
    for (String kind : List.of("", "Send", "1st", "_a", "a-b", "a\n", "a".repeat(65))) {
      assertRefused(
          "the kind is not 1 to 64 of a-z, 0-9 and _, a letter first",
          new CustomCommand(kind, Map.of()));
    }
  }

  @Test
  public void aCustomCommandOfTheHostsOwnKindIsRefused() {
    for (String kind :
        List.of(
            "websocket_send",
            "websocket_close",
            "websocket_open",
            "host_request_dispatch",
            "diagnostic_status_update")) {
      assertRefused(
          "the kind " + kind + " has a type of its own", new CustomCommand(kind, Map.of()));
    }
  }

  @Test
  public void aCustomPayloadThatIsNoJsonIsRefused() {
    assertRefused(
        "the object holds a number that JSON has no form for",
        new CustomCommand("lamp_switch", Map.of("level", Double.NaN)));
  }

  @Test
  public void aCustomCommandIsTaken() throws MalformedCommandException {
    CustomCommand custom = new CustomCommand("lamp_switch_2", Map.of("on", true));

    assertEquals(custom, validate(custom));
  }
}
