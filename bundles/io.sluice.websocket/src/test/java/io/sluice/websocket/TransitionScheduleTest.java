// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.SourceSpec.Reconnect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** Long random schedules against a model of the sockets, the place and the alarm. */
public class TransitionScheduleTest {

  private static final int STEPS = 100_000;
  private static final List<Alarm> ALARMS = List.of(Alarm.values());
  private static final int[] CODES = {1000, 1001, 1005, 1008, 1011, 4004, 4321};

  @Test
  public void thereAreNeverTwoSocketsAndEachIsToldOfInOrder() {
    run(new Random().nextLong());
  }

  /** A schedule that is the same each time. */
  @Test
  public void aKnownScheduleHolds() {
    run(42);
  }

  private static void run(long seed) {
    Random random = new Random(seed);
    World world = new World(random);
    for (int step = 0; step < STEPS; step++) {
      Fact fact = world.draw();
      try {
        world.take(fact);
      } catch (AssertionError e) {
        throw new AssertionError(
            "seed " + seed + ", step " + step + ", " + world.state + " + " + fact, e);
      }
      if (world.state instanceof State.Closed && random.nextInt(20) == 0) {
        world.requireClean();
        world = new World(random);
      }
    }
  }

  private enum Phase {
    DIALLING,
    OPEN,
    GONE
  }

  private static final class Socket {
    private Phase phase = Phase.DIALLING;
    private boolean cut;
    private boolean openTold;
    private boolean closeTold;

    boolean isLive() {
      return phase != Phase.GONE && !cut;
    }
  }

  private static final class World {
    private final Random random;
    private final Transitions transitions;
    private final Map<Long, Socket> sockets = new TreeMap<>();
    private State state = new State.Denied(0, "new");
    private boolean placed;
    private @Nullable Alarm alarm;

    World(Random random) {
      this.random = random;
      Reconnect.Mode mode = random.nextInt(4) == 0 ? Reconnect.Mode.NONE : Reconnect.Mode.BACKOFF;
      this.transitions = new Transitions(new Reconnect(mode, 1_000, 120_000, Set.of(4321)));
    }

    /** Anything that can happen now. */
    Fact draw() {
      List<Fact> facts = new ArrayList<>();
      sockets.forEach((dial, socket) -> addFactsOf(dial, socket, facts));
      if (alarm != null) {
        facts.add(new Fact.TimeUp(alarm));
        facts.add(new Fact.TimeUp(alarm));
      }
      int other = random.nextInt(100);
      if (other < 6) {
        return new Fact.Permitted();
      } else if (other < 9) {
        return new Fact.Forbidden("not_granted");
      } else if (other == 9) {
        return new Fact.Withdrawn(random.nextBoolean() ? "" : "not_granted");
      } else if (other == 10) {
        return new Fact.TimeUp(ALARMS.get(random.nextInt(ALARMS.size())));
      } else if (facts.isEmpty()) {
        return new Fact.Permitted();
      }
      return facts.get(random.nextInt(facts.size()));
    }

    private void addFactsOf(long dial, Socket socket, List<Fact> facts) {
      Failure failure =
          switch (random.nextInt(5)) {
            case 0 -> Failure.never("never", "");
            case 1, 2 -> Failure.late("late", "");
            default -> Failure.soon("soon", "");
          };
      switch (socket.phase) {
        case DIALLING -> {
          facts.add(new Fact.Opened(dial));
          facts.add(new Fact.DialFailed(dial, failure));
        }
        case OPEN -> {
          facts.add(new Fact.PeerCloses(dial, CODES[random.nextInt(CODES.length)], ""));
          facts.add(new Fact.PluginCloses(dial, 1000, ""));
          facts.add(new Fact.HostCloses(dial, 1008, failure));
          facts.add(new Fact.PeerLost(dial, failure));
          facts.add(new Fact.Gone(dial, null, failure));
        }
        case GONE -> {
          // What was on its way while the socket went.
          if (random.nextInt(8) == 0) {
            facts.add(new Fact.Gone(dial, null, failure));
            facts.add(new Fact.PluginCloses(dial, 1000, ""));
            facts.add(new Fact.DialFailed(dial, failure));
          }
        }
      }
    }

    void take(Fact fact) {
      happen(fact);
      Step step = transitions.next(state, fact);
      if (fact instanceof Fact.TimeUp up && up.alarm() == alarm) {
        alarm = null;
      }
      state = step.state();
      step.actions().forEach(this::act);
      check();
      sockets.entrySet().removeIf(each -> isLongGone(each.getKey(), each.getValue()));
    }

    private boolean isLongGone(long dial, Socket socket) {
      return dial < state.dial() - 3 && !socket.isLive();
    }

    /** The socket's side of the fact. */
    private void happen(Fact fact) {
      if (fact instanceof Fact.Opened opened) {
        socket(opened.dial()).phase = Phase.OPEN;
      } else if (fact instanceof Fact.DialFailed failed) {
        socket(failed.dial()).phase = Phase.GONE;
      } else if (fact instanceof Fact.Gone gone) {
        socket(gone.dial()).phase = Phase.GONE;
      }
    }

    private Socket socket(long dial) {
      Socket socket = sockets.get(dial);
      assertNotNull("socket " + dial, socket);
      return socket;
    }

    private void act(Action action) {
      if (action instanceof Action.Dial dial) {
        assertTrue("another socket is live", sockets.values().stream().noneMatch(Socket::isLive));
        assertNull("the number is taken", sockets.put(dial.dial(), new Socket()));
        placed = true;
      } else if (action instanceof Action.Cut cut) {
        socket(cut.dial()).cut = true;
      } else if (action instanceof Action.TellOpened told) {
        Socket socket = socket(told.dial());
        assertFalse("told to be open twice", socket.openTold);
        socket.openTold = true;
      } else if (action instanceof Action.TellClosed) {
        Socket socket = current();
        assertTrue("told to be closed before it was open", socket.openTold);
        assertFalse("told to be closed twice", socket.closeTold);
        socket.closeTold = true;
      } else if (action instanceof Action.SendClose close) {
        Socket socket = socket(close.dial());
        assertTrue("a close frame needs an open socket", socket.openTold && !socket.closeTold);
      } else if (action instanceof Action.SetAlarm set) {
        alarm = set.alarm();
      } else if (action instanceof Action.WaitForRetry) {
        alarm = Alarm.RETRY;
      } else if (action instanceof Action.ClearAlarm) {
        alarm = null;
      } else if (action instanceof Action.Release) {
        placed = false;
      }
    }

    private Socket current() {
      return socket(sockets.keySet().stream().max(Comparator.naturalOrder()).orElseThrow());
    }

    private void check() {
      assertTrue("two sockets", sockets.values().stream().filter(Socket::isLive).count() <= 1);
      boolean wantsPlace =
          !(state instanceof State.Denied
              || state instanceof State.Failed
              || state instanceof State.Closed);
      assertEquals("a place", wantsPlace, placed);
      boolean open = state instanceof State.Connected || state instanceof State.Closing;
      long toldOpen =
          sockets.values().stream().filter(each -> each.openTold && !each.closeTold).count();
      assertEquals("sockets that the plugin takes for open", open ? 1 : 0, toldOpen);
      requireAlarm();
      if (!wantsPlace || state instanceof State.Waiting) {
        assertEquals(
            "sockets in nobody's hands",
            0,
            sockets.values().stream().filter(Socket::isLive).count());
      }
    }

    private void requireAlarm() {
      if (state instanceof State.Waiting) {
        assertEquals(Alarm.RETRY, alarm);
      } else if (state instanceof State.Closing) {
        assertEquals(Alarm.CUT, alarm);
      } else if (!(state instanceof State.Connected)) {
        assertNull("nothing is waited for", alarm);
      }
    }

    void requireClean() {
      assertTrue("a socket is left", sockets.values().stream().noneMatch(Socket::isLive));
      assertFalse("a place is left", placed);
    }
  }
}
