// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.FrameworkUtil;

/** Handshakes of engines, which is what clients without a thread for each connection use. */
public final class TlsEngineTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String PID = "io.sluice.outbound.tls~one";
  private static final int MOST_ROUNDS = 100;

  private static Path serverKeys = Path.of("");
  private static Path trust = Path.of("");
  private static Path clientKey = Path.of("");

  private TlsComponent tls;

  @BeforeClass
  public static void makeKeys() throws Exception {
    TestKeys keys = new TestKeys(FOLDER.getRoot().toPath());
    serverKeys = keys.single("server");
    trust = TestKeys.pem(serverKeys, "server");
    clientKey = keys.single("client");
  }

  @Before
  public void configure() throws Exception {
    tls = new TlsComponent(new RecordedDiagnostics());
    tls.updated(
        PID,
        FrameworkUtil.asDictionary(
            Map.of(
                "targets",
                "wss://gateway.example.com, wss://[2001:db8::1]:8443",
                "trust",
                trust.toString(),
                "key",
                clientKey.toString(),
                "key.password",
                TestKeys.PASSWORD)));
  }

  private static SSLEngine server() throws Exception {
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(TestKeys.store(serverKeys), TestKeys.PASSWORD.toCharArray());
    TrustManagerFactory known =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    known.init(TestKeys.store(clientKey));
    TrustManager[] managers = known.getTrustManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key.getKeyManagers(), managers, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setWantClientAuth(true);
    return engine;
  }

  /** Shakes hands, and returns the certificates that the client has shown. */
  private static Certificate[] shakeHands(SSLEngine client) throws Exception {
    SSLEngine server = server();
    client.setUseClientMode(true);
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    client.beginHandshake();
    server.beginHandshake();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
    return server.getSession().getPeerCertificates();
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
    } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
      in.flip();
      engine.unwrap(in, ByteBuffer.allocate(1 << 16));
      in.compact();
    } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    }
  }

  private SSLEngine engine(String host, int port) {
    return tls.clientContext().createSSLEngine(host, port);
  }

  private void assertShown(SSLEngine engine) throws Exception {
    assertEquals(TestKeys.certificate(clientKey, "client"), shakeHands(engine)[0]);
  }

  @Test
  public void anEngineForTheTargetTrustsAndShows() throws Exception {
    assertShown(engine("gateway.example.com", 443));
  }

  @Test
  public void theCaseOfAHostAndADotAfterItMakeNoDifference() throws Exception {
    assertShown(engine("Gateway.Example.COM.", 443));
  }

  @Test
  public void theNotationOfAnIpv6AddressMakesNoDifference() throws Exception {
    assertShown(engine("2001:db8:0:0:0:0:0:1", 8443));
    assertShown(engine("[2001:db8::1]", 8443));
  }

  @Test
  public void anEngineForAnotherHostTrustsNothingOfIt() {
    assertThrows(SSLException.class, () -> shakeHands(engine("other.example.com", 443)));
  }

  @Test
  public void anEngineForAnotherPortTrustsNothingOfIt() {
    assertThrows(SSLException.class, () -> shakeHands(engine("gateway.example.com", 444)));
  }

  @Test
  public void anEngineWithoutAPeerTrustsNobody() {
    SSLException thrown =
        assertThrows(SSLException.class, () -> shakeHands(tls.clientContext().createSSLEngine()));
    assertEquals(
        "nobody is trusted, since the engine was made without the peer's host and port",
        thrown.getMessage());
  }

  @Test
  public void anEngineThatWasMadeBeforeAChangeGoesByWhatIsConfiguredAfterIt() {
    SSLEngine engine = engine("gateway.example.com", 443);
    tls.deleted(PID);
    assertThrows(SSLException.class, () -> shakeHands(engine));
  }
}
