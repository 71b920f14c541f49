// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.jetty.WantedConnections;
import io.sluice.testkit.TestGateway;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpCookieStore;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What becomes of a TCP connection when the attempt that it was for is given up. */
public class WantedConnectionsTest {

  private static final long LIMIT_SECONDS = 20;

  private final TestGateway gateway = TestGateway.start().answer(handshake -> null);
  private final HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP();
  private final HttpClient http = new HttpClient(transport);
  private final Interruption interruption = new Interruption();

  @Before
  public void start() throws Exception {
    transport.setConnectionPoolFactory(WantedConnections::new);
    http.setHttpCookieStore(interruption);
    http.start();
  }

  @After
  public void stop() throws Exception {
    http.stop();
    gateway.close();
  }

  private Request request() {
    return http.newRequest("http://127.0.0.1:" + gateway.port() + "/feed");
  }

  @Test
  public void anAttemptThatWantsItKeepsIt() {
    request().send(result -> {});

    await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> gateway.handshakes().size() == 1);
    assertEquals(1, gateway.sockets());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void anAttemptGivenUpBeforeTheConnectionIsThere() throws Exception {
    WantedConnections pool =
        (WantedConnections) http.resolveDestination(request()).getConnectionPool();

    pool.preCreateConnections(1).get(LIMIT_SECONDS, TimeUnit.SECONDS);

    requireClosed();
  }

  @Test
  public void anAttemptGivenUpWhileItTakesTheConnection() {
    Request request = request();
    interruption.giveUp = request;

    request.send(result -> {});

    requireClosed();
    assertEquals(List.of(), gateway.handshakes());
  }

  private void requireClosed() {
    await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> gateway.acceptedSockets() == 1);
    await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> gateway.sockets() == 0);
    assertTrue(
        http.getDestinations().stream().allMatch(each -> each.getConnectionPool().isEmpty()));
  }

  /** Is asked for cookies when a request has a connection and is not sent yet: gives it up then. */
  private static final class Interruption extends HttpCookieStore.Default {

    private volatile @Nullable Request giveUp;

    @Override
    public List<HttpCookie> match(URI uri) {
      Request unwanted = giveUp;
      if (unwanted != null) {
        Future<Boolean> unused = unwanted.abort(new CancellationException("given up"));
      }
      return List.of();
    }
  }
}
