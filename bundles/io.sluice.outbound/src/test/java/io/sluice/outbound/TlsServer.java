// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS server on loopback that asks for a certificate, and says on each connection whether it was
 * shown one.
 */
final class TlsServer implements AutoCloseable {

  static final int SHOWN = 1;
  static final int NOT_SHOWN = 0;

  private final SSLServerSocket socket;

  /**
   * Starts it.
   *
   * @param keys a file with the key of an alias {@code server}
   * @param client the client's certificate that it trusts
   */
  TlsServer(Path keys, X509Certificate client) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("client", client);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    KeyStore own = TestKeys.store(keys);
    own.deleteEntry("authority");
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(own, TestKeys.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setWantClientAuth(true);
    Thread thread = new Thread(this::serve, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  ServerSocket socket() {
    return socket;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        client.getOutputStream().write(shown(client));
      } catch (IOException e) {
        // The client did not like this server, or the test is over; either shows at the client.
      }
    }
  }

  private static int shown(SSLSocket client) {
    try {
      return client.getSession().getPeerCertificates().length;
    } catch (SSLException e) {
      return NOT_SHOWN;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
