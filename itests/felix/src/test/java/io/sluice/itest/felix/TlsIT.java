// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Servers with TLS, on a host that trusts whom the Java platform trusts: an authority of ours. */
public class TlsIT extends PluginTest {

  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private TestCertificates certificates;
  private Configuration trust;

  @Before
  public void trustTheAuthority() throws Exception {
    certificates = TestCertificates.create(files.getRoot().toPath());
    trust =
        host.service(ConfigurationAdmin.class)
            .createFactoryConfiguration("io.sluice.outbound.tls", "?");
    trust.update(
        FrameworkUtil.asDictionary(
            Map.of("targets", "wss://127.0.0.1:*", "trust", certificates.authority().toString())));
  }

  @After
  public void trustAsBefore() throws Exception {
    trust.delete();
  }

  private void startPluginFor(TestGateway server) throws Exception {
    grant(
        Map.of(
            "host_api.websocket",
            "wss://127.0.0.1:" + server.port(),
            "param.port",
            String.valueOf(server.port())));
    host.start(
        fixture()
            .declaring(
                fixture().manifest().replace("ws://", "wss://").replace("\"ws\"", "\"wss\"")));
  }

  private void requireRefused(SSLContext certificate, String code) throws Exception {
    try (TestGateway server = TestGateway.start(certificate)) {
      startPluginFor(server);

      host.awaitDiagnostic(plugin(), code);
      ConnectionReport waiting = host.awaitConnection(plugin(), State.RECONNECT_WAIT);
      assertEquals(code, String.valueOf(waiting.lastError()).split(":", 2)[0]);
      assertEquals(List.of(), server.handshakes());
    }
  }

  @Test
  public void aServerThatTheAuthorityVouchesFor() throws Exception {
    try (TestGateway server = TestGateway.start(certificates.signed("127.0.0.1"))) {
      startPluginFor(server);

      TestPeer peer = server.awaitPeer();
      peer.send("echo obeyed");
      assertEquals("obeyed", peer.awaitText());
      assertEquals(server.url("/main"), host.awaitConnection(plugin(), State.CONNECTED).url());
      assertEquals(0, host.diagnostics(plugin()).size());
    }
  }

  @Test
  public void aServerThatNobodyVouchesFor() throws Exception {
    requireRefused(certificates.selfSigned("127.0.0.1"), "tls_untrusted");
  }

  @Test
  public void aServerIsDialledAtOnceWhenItsAuthorityIsTrusted() throws Exception {
    trust.update(
        FrameworkUtil.asDictionary(
            Map.of("targets", "wss://127.0.0.2:*", "trust", certificates.authority().toString())));
    try (TestGateway server = TestGateway.start(certificates.signed("127.0.0.1"))) {
      startPluginFor(server);
      host.awaitDiagnostic(plugin(), "tls_untrusted");
      host.awaitConnection(plugin(), State.RECONNECT_WAIT);

      trust.update(
          FrameworkUtil.asDictionary(
              Map.of(
                  "targets", "wss://127.0.0.1:*", "trust", certificates.authority().toString())));

      server.awaitPeer();
      host.awaitConnection(plugin(), State.CONNECTED);
    }
  }

  @Test
  public void aServerWithACertificateForAnotherAddress() throws Exception {
    requireRefused(certificates.signed("127.0.0.2"), "tls_wrong_name");
  }
}
