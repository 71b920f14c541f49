// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.request.TestAuthority.Rules;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.ProxyRoute.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Exchanges through a proxy, which looks up names by itself. */
public final class ProxyTest {

  private static final String FAR = "http://far.example.com/v1/things?token=secret";

  @Rule public final Sender sender = new Sender();

  private final RawServer server =
      RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nfar");
  private final RawServer proxy =
      new RawServer(
          peer -> {
            // Jetty cannot write into a tunnel that is there before its own write has returned.
            if (peer.listensOn()) {
              peer.write("HTTP/1.1 200 OK\r\n\r\n");
              peer.tunnelTo(server.port());
            }
          });

  @After
  public void close() throws IOException {
    server.close();
    proxy.close();
  }

  private void goThrough(RawServer http, String user) {
    sender.goThrough(
        new ProxyRoute(Kind.HTTP, "127.0.0.1", http.port(), user, user.isEmpty() ? "" : "pass"));
  }

  private String far() throws Exception {
    return sender.answer(HostRequest.of(RequestMethod.GET, FAR)).body().text();
  }

  @Test
  public void theProxyIsAskedForATunnelAndSeesNothingElse() throws Exception {
    goThrough(proxy, "");

    assertEquals("far", far());
    assertThat(proxy.requests().get(0), containsString("CONNECT far.example.com:80 HTTP/1.1\r\n"));
    assertThat(proxy.requests().get(0), not(containsString("secret")));
    assertThat(server.requests().get(0), containsString("GET /v1/things?token=secret HTTP/1.1"));
  }

  @Test
  public void theNameIsTheProxysToLookUp() throws Exception {
    goThrough(proxy, "");

    far();

    assertEquals(List.of("127.0.0.1"), sender.resolver.asked());
  }

  @Test
  public void theProxysOwnAddressNeedsNoGrantOfThePlugin() throws Exception {
    goThrough(proxy, "");
    sender.say(Rules.of("GET http://far.example.com").withoutAddresses());

    assertEquals("far", far());
  }

  @Test
  public void whatIsNotGrantedDoesNotReachTheProxy() throws Exception {
    goThrough(proxy, "");
    sender.say(Rules.of("GET http://far.example.com").granting());

    Sender.assertRejected("not_granted", sender.get(FAR));
    assertEquals(List.of(), proxy.requests());
  }

  @Test
  public void theProxyIsToldItsCredentialsAndTheServerIsNot() throws Exception {
    goThrough(proxy, "user");

    far();

    assertThat(
        proxy.requests().get(0), containsString("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n"));
    assertThat(server.requests().get(0), not(containsString("Authorization")));
  }

  @Test
  public void credentialsThatWereTakenBackAreNotTold() throws Exception {
    goThrough(proxy, "user");
    far();
    goThrough(proxy, "");

    far();

    assertThat(proxy.requests().get(1), not(containsString("Authorization")));
  }

  @Test
  public void aProxyThatRefusesIsNoAnswer() throws Exception {
    try (RawServer refusing =
        RawServer.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
      goThrough(refusing, "");

      Sender.assertFailed("proxy_refused", sender.get(FAR));
    }
  }

  @Test
  public void aProxysChallengeIsNotAnswered() throws Exception {
    try (RawServer challenging =
        RawServer.answering(
            String.join(
                "\r\n",
                "HTTP/1.1 407 Proxy Authentication Required",
                "Proxy-Authenticate: Basic realm=\"x\"",
                "Content-Length: 0",
                "",
                ""))) {
      goThrough(challenging, "user");

      Sender.assertFailed("proxy_refused", sender.get(FAR));
      assertEquals(1, challenging.requests().size());
    }
  }

  @Test
  public void aSocksProxyIsGivenTheName() throws Exception {
    try (ServerSocket socks = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = new CompletableFuture<>();
      Thread thread = new Thread(() -> asked.complete(socks(socks, 0)), "socks");
      thread.setDaemon(true);
      thread.start();
      sender.goThrough(new ProxyRoute(Kind.SOCKS5, "127.0.0.1", socks.getLocalPort(), "", ""));

      assertEquals("far", far());
      assertEquals("far.example.com", asked.get(Sender.LIMIT_SECONDS, TimeUnit.SECONDS));
      assertEquals(List.of("127.0.0.1"), sender.resolver.asked());
    }
  }

  @Test
  public void aSocksProxyThatRefusesIsNoAnswer() throws Exception {
    try (ServerSocket socks = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = new CompletableFuture<>();
      Thread thread = new Thread(() -> asked.complete(socks(socks, 2)), "socks");
      thread.setDaemon(true);
      thread.start();
      sender.goThrough(new ProxyRoute(Kind.SOCKS5, "127.0.0.1", socks.getLocalPort(), "", ""));

      Sender.assertFailed("proxy_refused", sender.get(FAR));
    }
  }

  /**
   * Speaks RFC 1928, once, and answers like the server of this test. Returns the host asked for.
   */
  private static String socks(ServerSocket listener, int reply) {
    try (Socket socket = listener.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readByte();
      in.skipNBytes(in.readByte());
      socket.getOutputStream().write(new byte[] {5, 0});
      in.skipNBytes(4);
      String host = new String(in.readNBytes(in.readByte()), StandardCharsets.US_ASCII);
      in.skipNBytes(2);
      socket.getOutputStream().write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
      if (reply == 0) {
        in.readByte();
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nfar"
                    .getBytes(StandardCharsets.US_ASCII));
        in.transferTo(OutputStream.nullOutputStream());
      }
      return host;
    } catch (IOException e) {
      return e.toString();
    }
  }
}
