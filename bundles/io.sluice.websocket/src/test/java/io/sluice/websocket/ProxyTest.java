// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.ProxyRoute.Kind;
import io.sluice.spi.outbound.Route;
import io.sluice.testkit.TestPeer;
import org.junit.Rule;
import org.junit.Test;

/** Connections through a proxy, which looks up names by itself. */
public class ProxyTest {

  private static final String FAR = "ws://far.example.com/feed?token=secret";

  @Rule public final DriverRule host = new DriverRule();

  private TunnelProxy goThrough(String statusLine, String user) throws Exception {
    TunnelProxy proxy = TunnelProxy.answering(host.gateway.port(), statusLine);
    host.route = new Route.Via(new ProxyRoute(Kind.HTTP, "127.0.0.1", proxy.port(), user, user));
    return proxy;
  }

  private TunnelProxy goThrough() throws Exception {
    return goThrough("HTTP/1.1 200 OK", "");
  }

  private void assertFails(String code) {
    host.connect(new TestSource(FAR).build());
    assertEquals(code, host.port.awaitFirst(WebSocketFailed.class).failure());
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void textsGoBothWays() throws Exception {
    try (TunnelProxy proxy = goThrough()) {
      TestPeer peer = host.open(new TestSource(FAR));

      peer.send("hello");
      host.port.awaitTexts(1);
      assertEquals(Effect.EXECUTED, host.effect(host.send("answer")));
      assertEquals("answer", peer.awaitText());
      assertFalse(proxy.requests().isEmpty());
    }
  }

  @Test
  public void theProxyIsAskedForATunnelAndSeesNeitherPathNorQuery() throws Exception {
    try (TunnelProxy proxy = goThrough()) {
      host.open(new TestSource(FAR));

      String request = proxy.requests().get(0);
      assertTrue(request, request.startsWith("CONNECT far.example.com:80 HTTP/1.1\r\n"));
      assertFalse(request, request.contains("feed") || request.contains("secret"));
    }
  }

  @Test
  public void theProxysAddressNeedsNoGrantOfThePlugin() throws Exception {
    host.authority.addresses(false);
    try (TunnelProxy proxy = goThrough()) {
      host.open(new TestSource(FAR));

      host.awaitState(State.CONNECTED);
      assertFalse(proxy.requests().isEmpty());
    }
  }

  @Test
  public void theProxyIsToldItsCredentials() throws Exception {
    try (TunnelProxy proxy = goThrough("HTTP/1.1 200 OK", "user")) {
      host.open(new TestSource(FAR));

      String request = proxy.requests().get(0);
      assertTrue(request, request.contains("Proxy-Authorization: Basic dXNlcjp1c2Vy\r\n"));
    }
  }

  @Test
  public void theServerIsNotToldTheProxysCredentials() throws Exception {
    try (TunnelProxy proxy = goThrough("HTTP/1.1 200 OK", "user")) {
      TestPeer peer = host.open(new TestSource(FAR));

      assertFalse(proxy.requests().isEmpty());
      assertTrue(peer.handshake().header("Proxy-Authorization").isEmpty());
    }
  }

  @Test
  public void aProxyThatRefusesIsNoDirectConnection() throws Exception {
    try (TunnelProxy proxy = goThrough("HTTP/1.1 403 Forbidden", "")) {
      assertFails("proxy_refused");
      assertEquals(1, proxy.requests().size());
    }
  }

  @Test
  public void aProxysChallengeIsNotAnswered() throws Exception {
    try (TunnelProxy proxy = goThrough("HTTP/1.1 407 Proxy Authentication Required", "user")) {
      assertFails("proxy_refused");
      assertEquals(1, proxy.requests().size());
    }
  }
}
