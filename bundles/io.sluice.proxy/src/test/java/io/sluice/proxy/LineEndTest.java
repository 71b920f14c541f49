// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static org.junit.Assert.assertEquals;

import io.sluice.proxy.RefusedHandshakes.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.Test;

public final class LineEndTest {

  private static final String SECRET = "wss://127.0.0.1:9471/v1/workers";

  @Test
  public void aRefusalIsToldWithItsStatus() {
    LineEnd end = LineEnd.of(new IOException(SECRET, new RefusedException(401)));
    assertEquals(
        new LineEnd(401, "upstream_refused", "the Runtime answered with HTTP status 401"), end);
  }

  @Test
  public void aCertificateThatIsNotTrustedIsToldApart() {
    SSLHandshakeException thrown = new SSLHandshakeException(SECRET);
    thrown.initCause(new CertPathBuilderException(SECRET));
    assertEquals(
        new LineEnd(0, "upstream_tls_untrusted", "the server's certificate is not trusted"),
        LineEnd.of(new IOException(SECRET, thrown)));
  }

  @Test
  public void allElseIsUnreachable() {
    assertEquals(
        new LineEnd(0, "upstream_unreachable", "the Runtime cannot be reached"),
        LineEnd.of(new ConnectException(SECRET)));
  }
}
