// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.observation.Following;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

public final class FollowShellTest {

  private static final String EVENT =
      "{\"kind\":\"event\",\"cursor\":\"c\",\"event_id\":\"e\",\"worker_id\":\"w\",\"payload\":"
          + "{\"type\":\"text_delta\",\"run_id\":\"r\",\"delta\":\"a \\u001b[2J b\"}}";
  private static final String NOTICE =
      "{\"kind\":\"diagnostic\",\"code\":\"runtime.slow_consumer\",\"message\":\"too slow\"}";
  private static final String HEARTBEAT = "{\"kind\":\"heartbeat\",\"cursor\":\"c\"}";

  /** Gives frames, and is over after the last. */
  private static final class Frames implements Following {

    private final Queue<String> left;
    private final Runnable last;

    Frames(Runnable last, String... frames) {
      this.left = new ArrayDeque<>(List.of(frames));
      this.last = last;
    }

    @Override
    public Optional<String> next(Duration limit) {
      Optional<String> frame = Optional.ofNullable(left.poll());
      if (left.isEmpty()) {
        last.run();
      }
      return frame;
    }

    @Override
    public boolean isOver() {
      return left.isEmpty();
    }

    @Override
    public void close() {}
  }

  private static List<String> printed(
      Following following, InputStream keyboard, boolean json, int most) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, UTF_8);
    FollowShell.print(following, out, keyboard, json, most);
    return bytes.toString(UTF_8).lines().toList();
  }

  private static InputStream silent() throws Exception {
    return new PipedInputStream(new PipedOutputStream());
  }

  @Test
  public void anEventIsOneLineWithoutControlCharacters() throws Exception {
    assertEquals(
        List.of("text_delta run_id=r delta=a \\u001b[2J b"),
        printed(new Frames(() -> {}, EVENT), silent(), false, 9));
  }

  @Test
  public void aDiagnosticIsItsCodeAndMessage() throws Exception {
    assertEquals(
        List.of("runtime.slow_consumer: too slow"),
        printed(new Frames(() -> {}, NOTICE), silent(), false, 9));
  }

  @Test
  public void aHeartbeatTellsAPersonNothing() throws Exception {
    assertEquals(List.of(), printed(new Frames(() -> {}, HEARTBEAT), silent(), false, 9));
  }

  @Test
  public void framesArePrintedAsTheyAre() throws Exception {
    assertEquals(
        List.of(HEARTBEAT, NOTICE),
        printed(new Frames(() -> {}, HEARTBEAT, NOTICE), silent(), true, 9));
  }

  @Test
  public void itEndsAfterSoManyFrames() throws Exception {
    assertEquals(
        List.of(NOTICE, NOTICE),
        printed(new Frames(() -> {}, NOTICE, NOTICE, NOTICE), silent(), true, 2));
  }

  private static void press(OutputStream keys) {
    try {
      keys.write('\n');
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test(timeout = 20_000)
  public void aKeyEndsItAndNotTheEndOfTheStream() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    InputStream keyboard = new PipedInputStream(keys);
    AtomicBoolean pressed = new AtomicBoolean();
    Following frames =
        new Frames(
            () -> {
              if (pressed.compareAndSet(false, true)) {
                press(keys);
              }
            },
            NOTICE);
    assertEquals(List.of(NOTICE), printed(frames, keyboard, true, 0));
  }

  @Test(timeout = 20_000)
  public void aKeyboardThatIsNotThereEndsIt() throws Exception {
    Following frames = new Frames(() -> {});
    assertEquals(List.of(), printed(frames, new ByteArrayInputStream(new byte[0]), true, 0));
  }
}
