// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.RunError;
import io.sluice.api.protocol.RunStart;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has come to: the texts, thoughts and calls that are not complete, each with its deltas
 * in one. What is complete a client that comes later can do without. For one thread at a time.
 */
final class OpenRun {

  private static final int MOST_PARTS = 64;
  private static final int MOST_CHARACTERS = 16 << 10;

  private final RunStart start;
  private final Map<Key, Part> parts = new LinkedHashMap<>();
  private int characters;
  private boolean truncated;

  OpenRun(RunStart start) {
    this.start = start;
  }

  /** The run that an event belongs to; empty if it belongs to none. */
  static String runOf(ProtocolEvent event) {
    return switch (event.type()) {
      case TextDelta.TYPE -> event instanceof TextDelta each ? each.runId() : "";
      case TextDone.TYPE -> event instanceof TextDone each ? each.runId() : "";
      case ThinkingStart.TYPE -> event instanceof ThinkingStart each ? each.runId() : "";
      case ThinkingDelta.TYPE -> event instanceof ThinkingDelta each ? each.runId() : "";
      case ThinkingDone.TYPE -> event instanceof ThinkingDone each ? each.runId() : "";
      case ToolCallStart.TYPE -> event instanceof ToolCallStart each ? each.runId() : "";
      case ToolCallArgsDelta.TYPE -> event instanceof ToolCallArgsDelta each ? each.runId() : "";
      case ToolCallDone.TYPE -> event instanceof ToolCallDone each ? each.runId() : "";
      case ToolResult.TYPE -> event instanceof ToolResult each ? each.runId() : "";
      case Usage.TYPE -> event instanceof Usage each ? each.runId() : "";
      case RunError.TYPE ->
          event instanceof RunError each && each.runId() != null ? each.runId() : "";
      default -> "";
    };
  }

  void apply(ProtocolEvent event) {
    if (event instanceof TextDelta delta) {
      join(TextDelta.TYPE, delta.id(), delta.delta(), delta);
    } else if (event instanceof ThinkingStart thought) {
      put(ThinkingStart.TYPE, thought.id(), thought, 0);
    } else if (event instanceof ThinkingDelta delta) {
      join(ThinkingDelta.TYPE, delta.id(), delta.delta(), delta);
    } else if (event instanceof ToolCallStart call) {
      put(ToolCallStart.TYPE, call.id(), call, 0);
    } else if (event instanceof ToolCallArgsDelta delta) {
      join(ToolCallArgsDelta.TYPE, delta.id(), delta.delta(), delta);
    } else if (event instanceof ToolCallDone call) {
      remove(ToolCallArgsDelta.TYPE, call.id());
      put(ToolCallDone.TYPE, call.id(), call, call.args().length());
    } else if (event instanceof Usage usage) {
      put(Usage.TYPE, "", usage, 0);
    } else {
      complete(event);
    }
  }

  private void complete(ProtocolEvent event) {
    if (event instanceof TextDone text) {
      remove(TextDelta.TYPE, text.id());
    } else if (event instanceof ThinkingDone thought) {
      remove(ThinkingStart.TYPE, thought.id());
      remove(ThinkingDelta.TYPE, thought.id());
    } else if (event instanceof ToolResult result) {
      remove(ToolCallStart.TYPE, result.id());
      remove(ToolCallArgsDelta.TYPE, result.id());
      remove(ToolCallDone.TYPE, result.id());
    }
  }

  private void put(String type, String id, ProtocolEvent event, int length) {
    if (fits(type, id, length)) {
      Part before = parts.put(new Key(type, id), new Part(event, length));
      characters += length - (before == null ? 0 : before.length());
    }
  }

  private void join(String type, String id, String delta, ProtocolEvent event) {
    if (fits(type, id, delta.length())) {
      parts.computeIfAbsent(new Key(type, id), key -> new Part(event, 0)).join(delta);
      characters += delta.length();
    }
  }

  private boolean fits(String type, String id, int more) {
    boolean fits =
        characters + more <= MOST_CHARACTERS
            && (parts.size() < MOST_PARTS || parts.containsKey(new Key(type, id)));
    truncated |= !fits;
    return fits;
  }

  private void remove(String type, String id) {
    Part part = parts.remove(new Key(type, id));
    if (part != null) {
      characters -= part.length();
    }
  }

  private record Key(String type, String id) {}

  /** An event, or several deltas of which one event is made when somebody asks for it. */
  private static final class Part {

    private final ProtocolEvent event;
    private final int length;
    private final StringBuilder joined = new StringBuilder(0);

    Part(ProtocolEvent event, int length) {
      this.event = event;
      this.length = length;
    }

    void join(String delta) {
      joined.append(delta);
    }

    int length() {
      return length + joined.length();
    }

    ProtocolEvent event() {
      if (event instanceof TextDelta delta) {
        return new TextDelta(delta.runId(), delta.id(), joined.toString());
      }
      if (event instanceof ThinkingDelta delta) {
        return new ThinkingDelta(delta.runId(), delta.id(), joined.toString());
      }
      return event instanceof ToolCallArgsDelta delta
          ? new ToolCallArgsDelta(delta.runId(), delta.id(), joined.toString())
          : event;
    }
  }

  List<ProtocolEvent> events() {
    List<ProtocolEvent> events = new ArrayList<>();
    events.add(start);
    parts.values().forEach(part -> events.add(part.event()));
    return events;
  }

  /**
   * Whether something was left out. After a text that was cut is complete, it is as good as whole.
   */
  boolean isTruncated() {
    return truncated;
  }
}
