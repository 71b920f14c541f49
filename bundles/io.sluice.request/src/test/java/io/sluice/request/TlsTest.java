// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whom an exchange trusts: who is in the host's material, and bears the name of the URL. */
public final class TlsTest {

  private static final long LIMIT_SECONDS = 20;

  private static final char[] PASSWORD = "changeit".toCharArray();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Sender sender = new Sender();

  private HttpsServer server;
  private SSLContext own;

  @SuppressWarnings("NullAway.Init")
  public TlsTest() {}

  @Before
  public void start() throws Exception {
    own = context(keyStore());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
  }

  private KeyStore keyStore() throws Exception {
    File file = new File(folder.getRoot(), "server.p12");
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      "server",
      "-keyalg",
      "EC",
      "-dname",
      "CN=server",
      "-storetype",
      "PKCS12",
      "-storepass",
      "changeit",
      "-keystore",
      file.toString(),
      "-ext",
      "san=dns:near.example.com"
    };
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertTrue(process.waitFor(Sender.LIMIT_SECONDS, TimeUnit.SECONDS));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private String url(String host) {
    return "https://" + host + ":" + server.getAddress().getPort() + "/";
  }

  private void trustTheServer() {
    sender.trust(own);
    sender.start();
  }

  @Test
  public void aTrustedServerOfTheNameAnswers() throws Exception {
    trustTheServer();

    assertEquals(
        204, sender.answer(HostRequest.of(RequestMethod.GET, url("near.example.com"))).status());
  }

  @Test
  public void aTrustedServerOfAnotherNameIsRefused() throws Exception {
    trustTheServer();

    Sender.assertFailed("tls_wrong_name", sender.get(url("far.example.com")));
  }

  @Test
  public void aTrustedServerIsRefusedByItsAddress() throws Exception {
    trustTheServer();

    Sender.assertFailed("tls_wrong_name", sender.get(url("127.0.0.1")));
  }

  @Test
  public void aServerThatNobodyTrustsIsRefused() throws Exception {
    Sender.assertFailed("tls_untrusted", sender.get(url("near.example.com")));
  }

  @Test
  public void aServerWithoutTlsIsRefused() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> greet(plain), "plain");
      thread.setDaemon(true);
      thread.start();

      RequestResult result =
          sender
              .get("https://127.0.0.1:" + plain.getLocalPort() + "/")
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);

      // Jetty writes and reads at once: it tells of what fails first, and closes the other's
      // socket.
      String code = ((RequestResult.Failed) result).code();
      assertTrue(code, Set.of("tls_failed", "connection_lost").contains(code));
    }
  }

  /** Answers what it cannot read, as a server without TLS does. */
  private static void greet(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getInputStream().read();
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client may close the connection at any time.
    }
  }
}
