// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** What plugins send with the values of secrets, which they never see. */
public class SecretsIT extends PluginTest {

  private static final String MANIFEST =
      manifest(
          ingress(
              "main",
              sources(
                  source(
                      "/main",
                      SOON,
                      "'headers': [{'name': 'Authorization', 'secret_ref': 'token'}]"))));

  private Configuration startWith(String secret) throws Exception {
    Configuration grant = grant(Map.of("secret.token", secret));
    host.start(fixture().declaring(MANIFEST));
    return grant;
  }

  private static String sent(TestPeer peer) {
    return peer.handshake().header("Authorization").orElse("");
  }

  @Test
  public void theNextAttemptSendsTheNewSecret() throws Exception {
    Configuration grant = startWith("old");
    TestPeer before = gateway.awaitPeer();
    assertEquals("old", sent(before));

    host.update(grant, plugin(), values(Map.of("secret.token", "new", "ingress", "*, main")));
    awaitGrant(changed -> changed.ingresses().size() == 2);
    before.drop();

    assertEquals("new", sent(gateway.awaitPeer()));
  }

  @Test
  public void aSecretThatCouldNotBeReadIsNotSentAsItIsWritten() throws Exception {
    Configuration grant = startWith("$[secret:token]");

    assertEquals("secret_missing", host.awaitConnection(plugin(), State.FAILED).reason());
    assertTrue(
        "what could not be read is named",
        host.awaitDiagnostic(plugin(), "secret_missing")
            .message()
            .endsWith(
                "$[secret:token] could not be read for secret.token, which Authorization needs"));
    assertEquals(0, gateway.acceptedSockets());

    host.update(grant, plugin(), values(Map.of("secret.token", "there")));

    assertEquals("there", sent(gateway.awaitPeer()));
  }
}
