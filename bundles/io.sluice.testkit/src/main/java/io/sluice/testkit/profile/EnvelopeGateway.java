// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sluice.testkit.TestClock;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose events come in envelopes that have to be acknowledged, and that refreshes its
 * connections, in the manner of Slack's socket mode.
 *
 * <p>An envelope goes to one of the connections that are open; several take turns. One that is not
 * acknowledged in time is sent again, marked as a retry, {@value #RETRIES} times; then it is lost.
 * Without a connection envelopes wait for the next.
 */
public final class EnvelopeGateway implements AutoCloseable {

  static final int RETRIES = 3;

  private static final Duration NOTICE = Duration.ofSeconds(10);

  /**
   * How a gateway behaves.
   *
   * @param acknowledgement how long an acknowledgement may take
   * @param clock the time that this goes by; it is closed with the gateway
   */
  public record Settings(Duration acknowledgement, TestClock clock) {

    /**
     * Three seconds for an acknowledgement.
     *
     * @param clock the time to go by
     * @return the settings
     */
    public static Settings standard(TestClock clock) {
      return new Settings(Duration.ofSeconds(3), clock);
    }
  }

  private final Settings settings;
  private final TestGateway server = TestGateway.start();
  private final List<JsonPeer> peers = new ArrayList<>();
  private final Map<String, Envelope> unacknowledged = new LinkedHashMap<>();
  private final Map<String, JsonObject> acknowledged = new LinkedHashMap<>();
  private int made;
  private int turn;
  private int lost;

  private EnvelopeGateway(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts a gateway.
   *
   * @param settings how it behaves
   * @return the gateway, which listens
   */
  public static EnvelopeGateway start(Settings settings) {
    EnvelopeGateway gateway = new EnvelopeGateway(settings);
    gateway.server.play(gateway::converse);
    return gateway;
  }

  /**
   * Where clients connect.
   *
   * @return the URL
   */
  public String url() {
    return server.url("/link");
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
    try {
      join(peer);
      for (Optional<JsonObject> message = peer.next(); message.isPresent(); message = peer.next()) {
        acknowledge(message.get());
      }
    } catch (JsonParseException e) {
      peer.close(1008, "not a JSON object");
    } finally {
      leave(peer);
    }
  }

  private synchronized void join(JsonPeer peer) {
    peers.add(peer);
    JsonObject hello = new JsonObject();
    hello.addProperty("type", "hello");
    hello.addProperty("num_connections", peers.size());
    peer.send(hello);
    unacknowledged.values().stream().filter(envelope -> !envelope.isSent()).forEach(this::send);
  }

  private synchronized void leave(JsonPeer peer) {
    peers.remove(peer);
  }

  /**
   * Delivers an event.
   *
   * @param type the type of the envelope, {@code events_api} say
   * @param payload what is in it, a JSON object
   * @return the envelope's id
   */
  public synchronized String deliver(String type, String payload) {
    JsonObject content = JsonParser.parseString(payload).getAsJsonObject();
    Envelope envelope = new Envelope("envelope-" + ++made, type, content);
    unacknowledged.put(envelope.id(), envelope);
    send(envelope);
    return envelope.id();
  }

  private void send(Envelope envelope) {
    if (peers.isEmpty()) {
      return;
    }
    peers.get(turn++ % peers.size()).send(envelope.next());
    settings.clock().after(settings.acknowledgement(), () -> retry(envelope.id()));
  }

  private synchronized void retry(String id) {
    Envelope envelope = unacknowledged.get(id);
    if (envelope == null) {
      return;
    }
    if (envelope.retries() == RETRIES) {
      unacknowledged.remove(id);
      lost++;
    } else if (peers.isEmpty()) {
      envelope.keep();
    } else {
      send(envelope);
    }
  }

  private synchronized void acknowledge(JsonObject message) {
    String id = JsonPeer.text(message, "envelope_id");
    if (unacknowledged.remove(id) != null) {
      acknowledged.put(id, JsonPeer.object(message, "payload"));
    }
  }

  /**
   * Refreshes the connections that are open: warns their clients and, ten seconds later by the
   * gateway's clock, tells them to connect again and closes.
   */
  public synchronized void refresh() {
    List<JsonPeer> old = List.copyOf(peers);
    old.forEach(peer -> peer.send(disconnect("warning")));
    settings.clock().after(NOTICE, () -> end(old));
  }

  private synchronized void end(List<JsonPeer> old) {
    peers.removeAll(old);
    for (JsonPeer peer : old) {
      peer.send(disconnect("refresh_requested"));
      peer.close(1000, "");
    }
  }

  /** How many connections there are to send to: one that has ended may count for a moment. */
  synchronized int clients() {
    return peers.size();
  }

  private static JsonObject disconnect(String reason) {
    JsonObject message = new JsonObject();
    message.addProperty("type", "disconnect");
    message.addProperty("reason", reason);
    return message;
  }

  /**
   * What an envelope was acknowledged with.
   *
   * @param id the envelope's id
   * @return the payload of the acknowledgement, in JSON, {@code {}} if it has none; null if it was
   *     not acknowledged
   */
  public synchronized @Nullable String acknowledgement(String id) {
    JsonObject payload = acknowledged.get(id);
    return payload == null ? null : payload.toString();
  }

  /**
   * How many envelopes wait for an acknowledgement.
   *
   * @return those that were sent, or wait for a connection
   */
  public synchronized int unacknowledged() {
    return unacknowledged.size();
  }

  /**
   * How many envelopes were given up.
   *
   * @return those that nobody acknowledged after the last retry
   */
  public synchronized int lost() {
    return lost;
  }

  @Override
  public void close() {
    server.close();
    settings.clock().close();
  }
}
