// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.CommandDone;
import io.sluice.api.protocol.ConnectionStatus;
import io.sluice.api.protocol.DiagnosticNoted;
import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.protocol.FurtherEvent;
import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.IngressStatus;
import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunEnd;
import io.sluice.api.protocol.RunError;
import io.sluice.api.protocol.RunStart;
import io.sluice.api.protocol.Snapshot;
import io.sluice.api.protocol.TextDelta;
import io.sluice.api.protocol.TextDone;
import io.sluice.api.protocol.ThinkingDelta;
import io.sluice.api.protocol.ThinkingDone;
import io.sluice.api.protocol.ThinkingStart;
import io.sluice.api.protocol.ToolCallArgsDelta;
import io.sluice.api.protocol.ToolCallDone;
import io.sluice.api.protocol.ToolCallStart;
import io.sluice.api.protocol.ToolResult;
import io.sluice.api.protocol.Usage;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.api.protocol.WorkerStatus;
import io.sluice.stream.JsonWriting.TooLongException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public final class ProtocolJsonTest {

  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.125Z");

  private static final List<ProtocolEvent> EACH =
      List.of(
          new RunStart("r"),
          new RunEnd("r", "done"),
          new TextDelta("r", "t", "a \"quoted\" \\ \u0001 \n ü 🙂 \u2028"),
          new TextDone("r", "t", ""),
          new ThinkingStart("r", "k"),
          new ThinkingDelta("r", "k", "hm"),
          new ThinkingDone("r", "k"),
          new ToolCallStart("r", "c", "search"),
          new ToolCallArgsDelta("r", "c", "{\"q\":"),
          new ToolCallDone("r", "c", "search", "{\"q\":1}"),
          new ToolResult("r", "c", false, "no"),
          new Usage("r", Long.MAX_VALUE, 0),
          new RunError(null, "broken", "it broke"),
          new FurtherEvent("note", Map.of("text", "x")),
          new Snapshot(AT, true, List.of(new RunStart("r"), new TextDelta("r", "t", "x"))),
          new WorkerStatus(AT, "1.0.0", "running", "running", ""),
          new ConnectionStatus(AT, "gateway", "wss://a/", "c1", "connected", "", 1),
          new IngressStatus(AT, "gateway", true, false),
          new CommandDone(AT, "1", "2", "websocket_send", "failed", "not_connected", "no"),
          new DiagnosticNoted(AT, "warning", "connection", "lost", "c1", "gone"));

  private static String json(ProtocolEvent event) throws Exception {
    return new String(ProtocolJson.encode(event), UTF_8);
  }

  private static ProtocolEvent read(String json) throws Exception {
    return ProtocolJson.read(JsonReading.object(json)).orElseThrow();
  }

  private static void requireUnchanged(String json) throws Exception {
    assertEquals(json, json(read(json)));
  }

  @Test
  public void eachRecordIsReadAsItWasWritten() throws Exception {
    Set<Class<?>> kinds = new HashSet<>();
    kinds.addAll(Arrays.asList(WorkerEvent.class.getPermittedSubclasses()));
    kinds.addAll(Arrays.asList(HostEvent.class.getPermittedSubclasses()));
    assertEquals(kinds, EACH.stream().map(Object::getClass).collect(Collectors.toSet()));
    for (ProtocolEvent event : EACH) {
      assertEquals(event, read(json(event)));
    }
  }

  @Test
  public void namesAreInSnakeCaseAndWhatIsNullIsLeftOut() throws Exception {
    assertEquals(
        "{\"type\":\"usage\",\"run_id\":\"r\",\"input_tokens\":1,\"output_tokens\":2}",
        json(new Usage("r", 1, 2)));
    assertEquals(
        "{\"type\":\"error\",\"code\":\"c\",\"message\":\"m\"}",
        json(new RunError(null, "c", "m")));
  }

  @Test
  public void whatMayBeMissingIsReadAsARecordAllTheSame() throws Exception {
    for (ProtocolEvent event :
        List.of(
            new RunError(null, "c", "m"),
            new RunError("r", "c", "m"),
            new DiagnosticNoted(AT, "info", "k", "c", null, "m"))) {
      assertEquals(event, read(json(event)));
    }
  }

  @Test
  public void anUnknownTypePassesUnchanged() throws Exception {
    requireUnchanged(
        "{\"type\":\"plan\",\"steps\":[1,-0,1.0,1e2,1E+2,0.10,123456789012345678901234567890],"
            + "\"none\":null,\"deep\":{\"a\":[{},[],true,\"\\\"\"]}}");
  }

  @Test
  public void aKnownTypeWithAnotherFieldPassesUnchanged() throws Exception {
    requireUnchanged(
        "{\"type\":\"text_delta\",\"run_id\":\"r\",\"id\":\"t\",\"delta\":\"x\",\"index\":0}");
  }

  @Test
  public void aKnownTypeWithoutAFieldPassesUnchanged() throws Exception {
    requireUnchanged("{\"type\":\"text_delta\",\"id\":\"t\"}");
  }

  @Test
  public void aNumberInAnotherFormPassesUnchanged() throws Exception {
    requireUnchanged(
        "{\"type\":\"usage\",\"run_id\":\"r\",\"input_tokens\":1.0,\"output_tokens\":2}");
  }

  @Test
  public void aNullThatCouldBeLeftOutPassesUnchanged() throws Exception {
    requireUnchanged("{\"type\":\"error\",\"run_id\":null,\"code\":\"c\",\"message\":\"m\"}");
  }

  @Test
  public void aSnapshotWithAnUnknownEventPassesUnchanged() throws Exception {
    requireUnchanged(
        "{\"type\":\"snapshot\",\"at\":\"2026-11-21T10:00:00Z\",\"truncated\":false,"
            + "\"events\":[{\"type\":\"plan\",\"n\":1.50}],\"more\":1}");
  }

  @Test
  public void whatHasNoTypeIsNoEvent() throws Exception {
    assertTrue(ProtocolJson.read(JsonReading.object("{\"a\":1}")).isEmpty());
    assertTrue(ProtocolJson.read(JsonReading.object("{\"type\":\"\"}")).isEmpty());
    assertTrue(ProtocolJson.read("text").isEmpty());
  }

  @Test
  public void halfOfASurrogatePairHasNoForm() {
    assertThrows(
        MalformedException.class, () -> ProtocolJson.encode(new TextDelta("r", "t", "\ud83d")));
  }

  @Test
  public void aNumberThatIsNotFiniteHasNoForm() {
    assertThrows(
        MalformedException.class,
        () -> ProtocolJson.encode(new FurtherEvent("x", Map.of("n", Double.NaN))));
  }

  @Test
  public void anObjectOfThePluginsOwnHasNoForm() {
    assertThrows(
        MalformedException.class,
        () -> ProtocolJson.encode(new FurtherEvent("x", Map.of("n", new Object()))));
  }

  @Test
  public void whatIsTooDeepHasNoForm() {
    Object value = List.of();
    for (int i = 0; i < 32; i++) {
      value = List.of(value);
    }
    Map<String, Object> deep = Map.of("n", value);
    assertThrows(MalformedException.class, () -> ProtocolJson.encode(new FurtherEvent("x", deep)));
  }

  @Test
  public void whatIsLongerThanAllowedIsTooLong() throws Exception {
    String json = json(new RunStart(""));
    String longest = "x".repeat(EventPublisher.MAX_BYTES - json.length());
    assertEquals(EventPublisher.MAX_BYTES, json(new RunStart(longest)).length());
    assertThrows(TooLongException.class, () -> ProtocolJson.encode(new RunStart(longest + "x")));
    assertThrows(
        TooLongException.class,
        () -> ProtocolJson.encode(new RunStart("ü".repeat(longest.length() / 2 + 1))));
  }

  @Test
  public void whatIsNotOneObjectIsRefused() {
    for (String text :
        List.of("", "[]", "{", "{}{}", "{\"a\":1,\"a\":1}", "{a:1}", "{\"a\":NaN}", "\uFEFF{}")) {
      assertThrows(text, MalformedException.class, () -> JsonReading.object(text));
    }
  }
}
