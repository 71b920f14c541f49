// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.protocol.FurtherEvent;
import io.sluice.stream.ServerSettings.TlsKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** An endpoint that listens with TLS. */
public final class TlsEndpointTest {

  private static final String PASSWORD = "changeit";

  /** A busy machine needs some of it for the TLS handshake of a client that means well. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final TestServer testServer = new TestServer();

  private Path key = Path.of("");
  private SSLSocketFactory trusting = (SSLSocketFactory) SSLSocketFactory.getDefault();

  @Before
  public void makeKey() throws Exception {
    key = folder.getRoot().toPath().resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=test",
                    "-alias",
                    "test",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    key.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(said, 0, keytool.waitFor());
    KeyStore keys = KeyStore.getInstance(key.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load((InputStream) null, null);
    trusted.setCertificateEntry("test", keys.getCertificate("test"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    trusting = context.getSocketFactory();
  }

  private ServerSettings settings(String password, Duration handshake) {
    return settings("127.0.0.1", "", password, handshake);
  }

  private ServerSettings settings(
      String address, String token, String password, Duration handshake) {
    return TestServer.settings(
        address, token, new TlsKey(key.toString(), password), Set.of(), 100, 100, handshake);
  }

  private ObservationServer start(Duration handshake) throws IOException {
    return testServer.looking(testServer.start(settings(PASSWORD, handshake)));
  }

  @Test
  public void aStreamOutlivesTheLimitOfItsHandshakeInSilence() throws Exception {
    ObservationServer server = start(SHORT);
    try (RawClient client = RawClient.connect(server, trusting).shakeHands();
        RawClient silent = RawClient.connect(server)) {
      client.awaitText("snapshot");

      assertTrue("as long as this", silent.isCut());
      assertTrue("and once more", RawClient.connect(server).isCut());

      FurtherEvent event = new FurtherEvent("numbered", Map.of("n", 1));
      testServer.stream().append(event, ProtocolJson.encode(event));
      client.awaitText("\"n\":1}");
    }
  }

  @Test
  public void aTlsHandshakeThatIsNeverFinishedIsCut() throws Exception {
    ObservationServer server = start(SHORT);
    byte[] beginningOfAHello = {22, 3, 1, 0, (byte) 200, 1, 0, 0, (byte) 196, 3, 3, 1, 2, 3};
    try (RawClient client = RawClient.connect(server).send(beginningOfAHello)) {
      assertTrue(client.isCut());
    }
  }

  @Test
  public void aRequestThatIsNeverFinishedIsCut() throws Exception {
    ObservationServer server = start(SHORT);
    try (RawClient client = RawClient.connect(server, trusting).send("GET /list HTTP/1.1\r\n")) {
      assertTrue(client.isCut());
    }
  }

  @Test
  public void aClientWithoutTlsGetsNothing() throws Exception {
    ObservationServer server = start(TestServer.LIMIT);
    try (RawClient client =
        RawClient.connect(server).send(RawClient.handshake("GET", TestServer.PATH))) {
      String answer = client.rest();
      assertFalse(answer, answer.contains("HTTP"));
    }
  }

  @Test
  public void oldProtocolsAreNotSpoken() throws Exception {
    ObservationServer server = start(TestServer.LIMIT);
    try (SSLSocket socket = (SSLSocket) trusting.createSocket("127.0.0.1", server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThrows(IOException.class, socket::startHandshake);
    }
  }

  @Test
  public void aKeyThatCannotBeReadIsNotListenedWithout() throws Exception {
    assertThrows(IOException.class, () -> testServer.start(settings("wrong", TestServer.LIMIT)));
    Files.delete(key);
    assertThrows(
        IllegalArgumentException.class,
        () -> testServer.start(settings(PASSWORD, TestServer.LIMIT)));
  }

  @Test
  public void beyondThisMachineATokenAndTlsAreEnough() {
    ServerSettings both = settings("0.0.0.0", "s3cret", PASSWORD, TestServer.LIMIT);
    assertEquals("0.0.0.0", ListenRule.check(both).getHostAddress());
    ServerSettings withoutToken = settings("0.0.0.0", "", PASSWORD, TestServer.LIMIT);
    assertThrows(IllegalArgumentException.class, () -> ListenRule.check(withoutToken));
  }
}
