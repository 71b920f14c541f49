// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sluice.testkit.TestClock;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that sends keep-alives in silence and moves its clients to a URL that it gives them, in
 * the manner of Twitch's event socket.
 *
 * <p>Clients say nothing: one that sends a text is closed with 4001. A client that is moved keeps
 * its session and both connections until it closes the old one; if it does not connect to the URL
 * within thirty seconds by the gateway's clock, it is closed with 4004; a URL that was not given is
 * closed with 4007.
 */
public final class ReconnectUrlGateway implements AutoCloseable {

  private static final String MOVED = "/moved?to=";
  private static final Duration GRACE = Duration.ofSeconds(30);

  /**
   * How a gateway behaves.
   *
   * @param keepAlive after which silence a keep-alive is sent
   * @param clock the time that this goes by; it is closed with the gateway
   */
  public record Settings(Duration keepAlive, TestClock clock) {

    /**
     * A keep-alive after ten seconds.
     *
     * @param clock the time to go by
     * @return the settings
     */
    public static Settings standard(TestClock clock) {
      return new Settings(Duration.ofSeconds(10), clock);
    }
  }

  private final Settings settings;
  private final TestGateway server = TestGateway.start();
  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
  private final Map<String, Subscriber> expected = new LinkedHashMap<>();
  private int made;
  private int messages;

  private ReconnectUrlGateway(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts a gateway.
   *
   * @param settings how it behaves
   * @return the gateway, which listens
   */
  public static ReconnectUrlGateway start(Settings settings) {
    ReconnectUrlGateway gateway = new ReconnectUrlGateway(settings);
    gateway.server.play(gateway::converse);
    return gateway;
  }

  /**
   * Where clients connect at first.
   *
   * @return the URL
   */
  public String url() {
    return server.url("/ws");
  }

  /**
   * The server, for what no good gateway would do.
   *
   * @return the server that this gateway is played on
   */
  public TestGateway server() {
    return server;
  }

  private void converse(TestPeer testPeer) throws InterruptedException {
    JsonPeer peer = new JsonPeer(testPeer);
    Subscriber subscriber = welcome(peer);
    if (subscriber == null) {
      peer.close(4007, "invalid reconnect");
      return;
    }
    try {
      if (peer.next().isPresent()) {
        peer.close(4001, "client sent inbound traffic");
      }
    } catch (JsonParseException e) {
      peer.close(4001, "client sent inbound traffic");
    } finally {
      leave(subscriber, peer);
    }
  }

  private synchronized @Nullable Subscriber welcome(JsonPeer peer) {
    Optional<String> moved =
        Optional.of(peer.requestTarget())
            .filter(target -> target.startsWith(MOVED))
            .map(target -> target.substring(MOVED.length()));
    Subscriber subscriber =
        moved.isPresent() ? expected.remove(moved.get()) : new Subscriber("session-" + ++made);
    if (subscriber != null) {
      subscribers.put(subscriber.id(), subscriber);
      subscriber.take(peer);
      send(subscriber, "session_welcome", session(subscriber, "connected", null));
    }
    return subscriber;
  }

  private synchronized void leave(Subscriber subscriber, JsonPeer peer) {
    if (subscriber.isAt(peer)) {
      subscriber.rest();
      subscribers.remove(subscriber.id());
    }
  }

  /**
   * Sends an event to each client, on its newest connection.
   *
   * @param type the type of the subscription
   * @param event the event, in JSON
   */
  public synchronized void send(String type, String event) {
    for (Subscriber subscriber : subscribers.values()) {
      JsonObject subscription = new JsonObject();
      subscription.addProperty("type", type);
      JsonObject payload = new JsonObject();
      payload.add("subscription", subscription);
      payload.add("event", JsonParser.parseString(event));
      send(subscriber, "notification", payload);
    }
  }

  /** Moves each client to a URL of its own on this server. */
  public synchronized void move() {
    move(null);
  }

  /**
   * Tells each client to go somewhere.
   *
   * @param url where to; null stands for a URL of this server, another for each client
   */
  public synchronized void move(@Nullable String url) {
    for (Subscriber subscriber : subscribers.values()) {
      String ticket = "ticket-" + ++made;
      expected.put(ticket, subscriber);
      String given = url == null ? server.url(MOVED + ticket) : url;
      JsonPeer old = subscriber.peer();
      send(subscriber, "session_reconnect", session(subscriber, "reconnecting", given));
      settings.clock().after(GRACE, () -> expire(ticket, old));
    }
  }

  private synchronized void expire(String ticket, JsonPeer old) {
    if (expected.remove(ticket) != null) {
      old.close(4004, "reconnect grace time expired");
    }
  }

  private JsonObject session(Subscriber subscriber, String status, @Nullable String url) {
    JsonObject session = new JsonObject();
    session.addProperty("id", subscriber.id());
    session.addProperty("status", status);
    session.addProperty("keepalive_timeout_seconds", settings.keepAlive().toSeconds());
    session.addProperty("connected_at", settings.clock().now().toString());
    if (url == null) {
      session.add("reconnect_url", JsonNull.INSTANCE);
    } else {
      session.addProperty("reconnect_url", url);
    }
    JsonObject payload = new JsonObject();
    payload.add("session", session);
    return payload;
  }

  private void send(Subscriber subscriber, String type, JsonObject payload) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("message_id", "message-" + ++messages);
    metadata.addProperty("message_type", type);
    metadata.addProperty("message_timestamp", settings.clock().now().toString());
    JsonObject message = new JsonObject();
    message.add("metadata", metadata);
    message.add("payload", payload);
    subscriber.send(message);
    subscriber.restart(settings.clock().after(settings.keepAlive(), () -> keepAlive(subscriber)));
  }

  private synchronized void keepAlive(Subscriber subscriber) {
    if (subscribers.containsKey(subscriber.id())) {
      send(subscriber, "session_keepalive", new JsonObject());
    }
  }

  /**
   * How many clients there are.
   *
   * @return those with a session
   */
  public synchronized int clients() {
    return subscribers.size();
  }

  @Override
  public void close() {
    server.close();
    settings.clock().close();
  }
}
