// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sluice.testkit.TestClock;
import io.sluice.testkit.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway with numbered events, heartbeats and sessions that are resumed, in the manner of
 * Discord's.
 *
 * <p>It says hello with the interval of the heartbeats. A client that identifies itself has a
 * session, whose events are numbered; one that resumes a session is sent what it missed. A client
 * whose heartbeats fail to come for one and a half intervals is closed with 4009. Close codes are
 * those that Discord documents: 4001 unknown operation, 4002 no JSON object, 4003 not identified,
 * 4004 wrong token, 4005 identified already, 4007 wrong number, 4009 timed out.
 */
public final class SessionGateway implements AutoCloseable {

  /**
   * How a gateway behaves.
   *
   * @param token what clients identify themselves with
   * @param heartbeat how often a client has to send a heartbeat
   * @param resumable for how long a session without a connection can be resumed
   * @param clock the time that both go by; it is closed with the gateway
   */
  public record Settings(String token, Duration heartbeat, Duration resumable, TestClock clock) {

    /**
     * The token {@code token}, heartbeats each 41.25 seconds, and a minute to resume a session.
     *
     * @param clock the time to go by
     * @return the settings
     */
    public static Settings standard(TestClock clock) {
      return new Settings("token", Duration.ofMillis(41_250), Duration.ofMinutes(1), clock);
    }

    /**
     * Changes how often heartbeats come.
     *
     * @param interval how often a client has to send one
     * @return the other settings as they were
     */
    public Settings withHeartbeat(Duration interval) {
      return new Settings(token, interval, resumable, clock);
    }
  }

  private final Settings settings;
  private final TestGateway server = TestGateway.start();
  private final Map<String, GatewaySession> sessions = new ConcurrentSkipListMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong heartbeats = new AtomicLong();
  private volatile boolean acknowledging = true;

  private SessionGateway(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts a gateway.
   *
   * @param settings how it behaves
   * @return the gateway, which listens
   */
  public static SessionGateway start(Settings settings) {
    SessionGateway gateway = new SessionGateway(settings);
    gateway.server.play(peer -> new SessionConversation(gateway, new JsonPeer(peer)).hold());
    return gateway;
  }

  /**
   * Where clients connect.
   *
   * @return the URL
   */
  public String url() {
    return server.url("/gateway");
  }

  /**
   * The server, for what no good gateway would do.
   *
   * @return the server that this gateway is played on
   */
  public TestGateway server() {
    return server;
  }

  /**
   * Sends an event to each session, now or when it is resumed.
   *
   * @param type the type of the event
   * @param data its data, in JSON
   */
  public void dispatch(String type, String data) {
    sessions.values().forEach(session -> session.dispatch(type, JsonParser.parseString(data)));
  }

  /** Asks each connected client for a heartbeat at once. */
  public void askForHeartbeat() {
    tell(Opcode.HEARTBEAT);
  }

  /** Asks each connected client to connect again, and to resume. */
  public void askToReconnect() {
    tell(Opcode.RECONNECT);
  }

  /**
   * Tells each connected client that its session is not valid any more.
   *
   * @param resumable whether the client may try to resume it; if not, it is forgotten
   */
  public void invalidate(boolean resumable) {
    List<GatewaySession> told = List.copyOf(sessions.values());
    if (!resumable) {
      // Before a client hears of it and has a new session.
      told.forEach(this::forget);
    }
    told.forEach(session -> session.tell(Opcode.INVALID_SESSION, new JsonPrimitive(resumable)));
  }

  private void tell(int op) {
    sessions.values().forEach(session -> session.tell(op, JsonNull.INSTANCE));
  }

  /**
   * Says whether heartbeats are answered.
   *
   * @param answer whether they are, from now on
   */
  public void acknowledgeHeartbeats(boolean answer) {
    acknowledging = answer;
  }

  /**
   * The sessions that can be used or resumed.
   *
   * @return what is known of each, in the order in which they began
   */
  public List<SessionReport> sessions() {
    return sessions.values().stream().map(GatewaySession::report).toList();
  }

  /**
   * How many heartbeats came in.
   *
   * @return a count since the start
   */
  public long heartbeats() {
    return heartbeats.get();
  }

  Settings settings() {
    return settings;
  }

  GatewaySession newSession() {
    GatewaySession session = new GatewaySession("session-%06d".formatted(ids.incrementAndGet()));
    sessions.put(session.id(), session);
    return session;
  }

  Optional<GatewaySession> session(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  void forget(GatewaySession session) {
    sessions.remove(session.id());
  }

  void forgetUnlessResumed(GatewaySession session) {
    settings
        .clock()
        .after(
            settings.resumable(),
            () -> {
              if (!session.isConnected()) {
                forget(session);
              }
            });
  }

  /** Counts a heartbeat. Returns whether it is to be answered. */
  boolean heartbeat() {
    heartbeats.incrementAndGet();
    return acknowledging;
  }

  @Override
  public void close() {
    server.close();
    settings.clock().close();
  }
}
