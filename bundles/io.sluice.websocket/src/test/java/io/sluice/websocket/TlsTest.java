// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

public class TlsTest {

  private static final int HANDSHAKE = 22;
  private static final byte SERVER_HELLO = 2;
  private static final byte ALERT = 21;
  private static final byte FATAL = 2;
  private static final byte PROTOCOL_VERSION = 70;
  private static final short TLS_1_0 = 0x0301;
  private static final short ECDHE_RSA_AES_128_CBC_SHA = (short) 0xc013;

  @ClassRule public static final TestCertificates CERTIFICATES = new TestCertificates();

  @Rule public final DriverRule host = new DriverRule();

  @Rule public final HostileServer plain = new HostileServer();

  private final List<Integer> firstBytes = new CopyOnWriteArrayList<>();

  @Before
  public void trustTheAuthority() throws Exception {
    host.tls = CERTIFICATES.client();
  }

  private void assertRefused(String certificate, String failure) throws Exception {
    try (TestGateway server = TestGateway.start(CERTIFICATES.server(certificate))) {
      assertRefused(server, server.url("/feed"), failure);
    }
  }

  /** The server gets no request, and is not asked again for minutes. */
  private void assertRefused(TestGateway server, String url, String failure) {
    host.connect(new TestSource(url).build());
    assertEquals(failure, host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitState(State.RECONNECT_WAIT);
    await().atMost(DriverRule.LIMIT).until(server::sockets, sockets -> sockets == 0);
    assertEquals(1, server.acceptedSockets());
    assertEquals(List.of(failure), host.diagnostics.codes());
    assertEquals(List.of(), server.handshakes());
  }

  @Test
  public void aCertificateOfATrustedAuthorityIsAccepted() throws Exception {
    try (TestGateway server = TestGateway.start(CERTIFICATES.server("good"))) {
      TestPeer peer = host.open(new TestSource(server.url("/feed")), server);
      peer.send("hello");
      host.port.awaitTexts(1);
      assertEquals(Effect.EXECUTED, host.effect(host.send("answer")));
      assertEquals("answer", peer.awaitText());
      host.close(1000, "");
      assertEquals(1000, peer.awaitClose().closeCode());
    }
  }

  @Test
  public void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    assertRefused("untrusted", "tls_untrusted");
  }

  @Test
  public void aCertificateThatIsExpiredIsRefused() throws Exception {
    assertRefused("expired", "tls_expired");
  }

  @Test
  public void aCertificateForAnotherNameIsRefused() throws Exception {
    assertRefused("wrong-name", "tls_wrong_name");
  }

  private List<String> failures() {
    return host.port.events().stream()
        .filter(WebSocketFailed.class::isInstance)
        .map(event -> ((WebSocketFailed) event).failure())
        .toList();
  }

  @Test
  public void aServerWithoutTlsIsRefused() {
    plain.play(
        socket -> {
          socket.getInputStream().read();
          HostileServer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
        });
    host.connect(new TestSource(plain.url("wss")).build());
    // Which of Jetty's threads hears of it first decides the code; a broken handshake is soon tried
    // again, and TLS that failed is not.
    await().atMost(DriverRule.LIMIT).until(this::failures, codes -> codes.contains("tls_failed"));
    assertTrue(
        failures().toString(),
        Set.of("tls_failed", "handshake_broken_off").containsAll(failures()));
    await().atMost(DriverRule.LIMIT).until(plain::sockets, sockets -> sockets == 0);
  }

  /**
   * Answers each ClientHello with a record, and keeps the socket for as long as the client does.
   */
  private void answerTls(byte... record) {
    plain.play(
        socket -> {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          firstBytes.add(in.readUnsignedByte());
          in.readUnsignedShort();
          in.readFully(new byte[in.readUnsignedShort()]);
          socket.getOutputStream().write(record);
          in.transferTo(OutputStream.nullOutputStream());
        });
  }

  private void assertTlsFails() {
    host.connect(new TestSource(plain.url("wss")).build());
    assertEquals("tls_failed", host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitState(State.RECONNECT_WAIT);
    await().atMost(DriverRule.LIMIT).until(plain::sockets, sockets -> sockets == 0);
    assertEquals(List.of("tls_failed"), host.diagnostics.codes());
    assertEquals("all that was said was TLS, once", List.of(HANDSHAKE), firstBytes);
  }

  @Test
  public void aServerThatChoosesTls10IsRefused() {
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
    int body = hello.length - 5;
    ByteBuffer.wrap(hello)
        .put((byte) HANDSHAKE)
        .putShort(TLS_1_0)
        .putShort((short) body)
        .put(SERVER_HELLO)
        .put((byte) 0)
        .putShort((short) (body - 4))
        .putShort(TLS_1_0)
        .put(new byte[32])
        .put((byte) 0)
        .putShort(ECDHE_RSA_AES_128_CBC_SHA);
    answerTls(hello);
    assertTlsFails();
  }

  @Test
  public void aServerThatSpeaksNoVersionOfTheClientsIsNotTriedWithAnOlderOne() {
    answerTls(
        ByteBuffer.allocate(7)
            .put(ALERT)
            .putShort(TLS_1_0)
            .putShort((short) 2)
            .put(FATAL)
            .put(PROTOCOL_VERSION)
            .array());
    assertTlsFails();
  }

  @Test
  public void aServerWithTlsIsNotReachedWithout() throws Exception {
    try (TestGateway server = TestGateway.start(CERTIFICATES.server("good"))) {
      assertRefused(server, server.url("/feed").replaceFirst("wss:", "ws:"), "bad_response");
    }
  }
}
