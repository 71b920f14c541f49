// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ProtocolJson;
import io.sluice.stream.StreamFrame;
import java.util.Optional;

/** Makes sense of what a Runtime sends about one worker. */
final class RuntimeFrames {

  private static final int MOST_CURSOR_CHARACTERS = 512;

  private final String worker;
  private final Meaning meaning;

  RuntimeFrames(String worker, Meaning meaning) {
    this.worker = worker;
    this.meaning = meaning;
  }

  /** What a frame can mean. */
  interface Meaning {

    /**
     * An event.
     *
     * @param cursor names it to the Runtime
     * @param id tells it apart
     * @param event the event
     * @param payload the same in JSON
     */
    void event(String cursor, String id, ProtocolEvent event, byte[] payload);

    /** Nothing has happened since the event that the cursor names. */
    void silence(String cursor);

    /** The cursor that was sent leads nowhere. */
    void cursorRefused();

    /** There is no such worker. */
    void notFound();

    /** It makes no sense. */
    void garbage();
  }

  /** Reads one. A frame of a kind that is not known here is passed over. */
  void read(String text) {
    try {
      Optional<StreamFrame> frame = StreamFrame.read(text);
      if (frame.isPresent()) {
        tell(frame.get());
      }
    } catch (MalformedException | TooLongException e) {
      meaning.garbage();
    }
  }

  private void tell(StreamFrame frame) throws MalformedException, TooLongException {
    if (frame instanceof StreamFrame.Event event) {
      tell(event);
    } else if (frame instanceof StreamFrame.Heartbeat heartbeat) {
      meaning.silence(checked(heartbeat.cursor()));
    } else if (frame instanceof StreamFrame.Notice notice) {
      switch (notice.code()) {
        case "runtime.cursor_malformed", "runtime.cursor_unknown_or_expired" ->
            meaning.cursorRefused();
        case "runtime.worker_not_found" -> meaning.notFound();
        default -> {
          // A status says the same, or the end of the connection does.
        }
      }
    }
  }

  private void tell(StreamFrame.Event event) throws MalformedException, TooLongException {
    if (!event.worker().equals(worker)) {
      throw new MalformedException("an event of another worker");
    }
    ProtocolEvent read =
        ProtocolJson.read(event.payload()).orElseThrow(() -> new MalformedException("no event"));
    byte[] payload = ProtocolJson.encode(read);
    meaning.event(checked(event.cursor()), event.eventId(), read, payload);
  }

  private static String checked(String cursor) throws MalformedException {
    if (cursor.length() > MOST_CURSOR_CHARACTERS) {
      throw new MalformedException("a cursor that is too long");
    }
    return cursor;
  }
}
