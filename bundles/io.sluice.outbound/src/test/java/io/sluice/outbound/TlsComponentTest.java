// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.FrameworkUtil;

/** Whom handshakes over loopback trust, and what they show. */
public final class TlsComponentTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String HOST = "gateway.example.com";
  private static final String OTHER_HOST = "other.example.com";
  private static final String PID = "io.sluice.outbound.tls~one";
  private static final String OTHER_PID = "io.sluice.outbound.tls~two";
  private static final int TIME_LIMIT = 20_000;

  private static Path serverKeys = Path.of("");
  private static Path trust = Path.of("");
  private static Path otherTrust = Path.of("");
  private static Path clientKey = Path.of("");

  private final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  private TlsServer server;
  private TlsComponent tls;

  @BeforeClass
  public static void makeKeys() throws Exception {
    TestKeys keys = new TestKeys(FOLDER.getRoot().toPath());
    serverKeys = keys.authorityWithServer("private-ca", HOST);
    trust = TestKeys.pem(serverKeys, "authority");
    clientKey = keys.single("client");
    otherTrust = TestKeys.pem(clientKey, "client");
  }

  @Before
  public void start() throws Exception {
    server = new TlsServer(serverKeys, TestKeys.certificate(clientKey, "client"));
    tls = new TlsComponent(diagnostics);
  }

  @Test
  public void eachChangeIsTold() {
    AtomicInteger told = new AtomicInteger();
    tls.addListener(told::incrementAndGet);
    configure("one", Map.of("targets", "wss://a.example", "trust", trust.toString()));
    tls.deleted("one");
    assertEquals(2, told.get());
  }

  @After
  public void stop() throws Exception {
    server.close();
  }

  private int port() {
    return server.socket().getLocalPort();
  }

  private void configure(String pid, Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("service.pid", pid);
    tls.updated(pid, FrameworkUtil.asDictionary(all));
  }

  private String target(String host) {
    return "wss://" + host + ":" + port();
  }

  private Map<String, String> trusting(Path file, String host) {
    return Map.of("targets", target(host), "trust", file.toString());
  }

  private Map<String, String> trustingAndShowing(String host) {
    return Map.of(
        "targets", target(host),
        "trust", trust.toString(),
        "key", clientKey.toString(),
        "key.password", TestKeys.PASSWORD);
  }

  /** Shakes hands with the server under the name of a host, and returns what it says. */
  private int shakeHands(String host) throws IOException {
    return shakeHands(tls.clientContext().getSocketFactory(), host, new SSLParameters());
  }

  private int shakeHands(SSLSocketFactory factory, String host, SSLParameters parameters)
      throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port());
    plain.setSoTimeout(TIME_LIMIT);
    try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port(), true)) {
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getInputStream().read();
    }
  }

  /** Why hands were not shaken. */
  private String refusal(String host) {
    return String.valueOf(
        assertThrows(SSLHandshakeException.class, () -> shakeHands(host)).getMessage());
  }

  @Test
  public void withoutConfigurationAPrivateAuthorityIsNotTrusted() {
    assertEquals(
        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException:"
            + " unable to find valid certification path to requested target",
        refusal(HOST));
  }

  @Test
  public void aPrivateAuthorityIsTrustedForItsTarget() throws Exception {
    configure(PID, trusting(trust, HOST));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
  }

  @Test
  public void aPrivateAuthorityIsNotTrustedForOthers() {
    configure(PID, trusting(trust, HOST));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(OTHER_HOST));
  }

  @Test
  public void aPrivateAuthorityIsNotTrustedOnAnotherPort() {
    configure(PID, Map.of("targets", "wss://" + HOST + ":1", "trust", trust.toString()));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(HOST));
  }

  @Test
  public void onlyTheAuthorityThatIsNamedIsTrusted() {
    configure(PID, trusting(otherTrust, HOST));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(HOST));
  }

  @Test
  public void anHttpsTargetIsAsGood() throws Exception {
    configure(PID, Map.of("targets", "https://*.example.com:" + port(), "trust", trust.toString()));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
  }

  @Test
  public void theClientsCertificateIsShownToItsTarget() throws Exception {
    configure(PID, trustingAndShowing(HOST));
    assertEquals(TlsServer.SHOWN, shakeHands(HOST));
  }

  @Test
  public void theClientsCertificateIsShownToNoOther() throws Exception {
    configure(PID, trustingAndShowing(HOST));
    configure(OTHER_PID, trusting(trust, OTHER_HOST));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(OTHER_HOST));
  }

  @Test
  public void aKeyAloneLeavesTrustToThePlatform() {
    configure(
        PID,
        Map.of(
            "targets", target(HOST),
            "key", clientKey.toString(),
            "key.password", TestKeys.PASSWORD));
    assertEquals(List.of(), diagnostics.lines());
    assertThrows(SSLHandshakeException.class, () -> shakeHands(HOST));
  }

  @Test
  public void aWrongNameIsFoundByWhoeverAsksForIdentification() {
    configure(PID, trusting(trust, OTHER_HOST));
    SSLParameters https = new SSLParameters();
    https.setEndpointIdentificationAlgorithm("HTTPS");
    SSLHandshakeException thrown =
        assertThrows(
            SSLHandshakeException.class,
            () -> shakeHands(tls.clientContext().getSocketFactory(), OTHER_HOST, https));
    assertEquals(
        "No subject alternative DNS name matching other.example.com found.", thrown.getMessage());
  }

  @Test
  public void aRightNamePassesIdentification() throws Exception {
    configure(PID, trusting(trust, HOST));
    SSLParameters https = new SSLParameters();
    https.setEndpointIdentificationAlgorithm("HTTPS");
    assertEquals(
        TlsServer.NOT_SHOWN, shakeHands(tls.clientContext().getSocketFactory(), HOST, https));
  }

  @Test
  public void aRefusedConfigurationTrustsNobodyForItsTargets() {
    configure(PID, trusting(Path.of("/no/such/file.pem"), HOST));
    assertEquals(
        "nobody is trusted as gateway.example.com:%d, since %s is refused: trust:"
                .formatted(port(), PID)
            + " /no/such/file.pem is no file; write the path of one",
        refusal(HOST));
  }

  @Test
  public void aConfigurationThatBecomesBadTakesTrustAway() throws Exception {
    configure(PID, trustingAndShowing(HOST));
    shakeHands(HOST);
    configure(PID, trusting(Path.of("/no/such/file.pem"), HOST));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(HOST));
  }

  @Test
  public void aDeletedConfigurationActsOnTheNextHandshake() throws Exception {
    configure(PID, trusting(trust, HOST));
    SSLSocketFactory givenOutBefore = tls.clientContext().getSocketFactory();
    shakeHands(givenOutBefore, HOST, new SSLParameters());
    tls.deleted(PID);
    // A session that could be resumed would get by the trust manager.
    assertThrows(
        SSLHandshakeException.class, () -> shakeHands(givenOutBefore, HOST, new SSLParameters()));
  }

  @Test
  public void aChangedKeyActsOnTheNextHandshake() throws Exception {
    configure(PID, trustingAndShowing(HOST));
    shakeHands(HOST);
    configure(PID, trusting(trust, HOST));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
  }

  @Test
  public void aFileIsReadWhenItsConfigurationIsApplied() throws Exception {
    Path file = Files.copy(trust, FOLDER.newFolder().toPath().resolve("ca.pem"));
    configure(PID, trusting(file, HOST));
    Files.delete(file);
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
  }

  @Test
  public void theMoreExactTargetWins() throws Exception {
    configure(PID, trusting(trust, HOST));
    configure(OTHER_PID, Map.of("targets", "wss://*:*", "trust", otherTrust.toString()));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(OTHER_HOST));
  }

  @Test
  public void twoConfigurationsForOneTargetTrustNobody() {
    configure(PID, trusting(trust, HOST));
    configure(OTHER_PID, trusting(trust, HOST));
    assertThrows(SSLHandshakeException.class, () -> shakeHands(HOST));
    assertEquals(List.of(conflict(PID, OTHER_PID), conflict(OTHER_PID, PID)), diagnostics.lines());
  }

  private String conflict(String pid, String other) {
    return ("ERROR tls tls_refused [] %s is refused as a whole, for its targets: targets: %s is"
            + " also in %s; name it in one of them only")
        .formatted(pid, target(HOST), other);
  }

  @Test
  public void aConfigurationThatIsNotAppliedYetTrustsNobody() throws Exception {
    tls = new TlsComponent(diagnostics);
    tls.addConfigurationAdmin(new FakeConfigurations().with(PID, trusting(trust, HOST)).admin());
    assertEquals(
        "nobody is trusted as gateway.example.com:%d, since %s is refused: not applied yet; wait"
            .formatted(port(), PID),
        refusal(HOST));
    configure(PID, trusting(trust, HOST));
    assertEquals(TlsServer.NOT_SHOWN, shakeHands(HOST));
  }

  @Test
  public void theContextIsAlwaysTheSame() {
    assertSame(tls.clientContext(), tls.clientContext());
  }
}
