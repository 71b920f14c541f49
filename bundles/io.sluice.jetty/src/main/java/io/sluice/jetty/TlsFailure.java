// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/**
 * Why there is no TLS connection. Messages are our own: those of the exceptions may hold URLs.
 *
 * @param code the stable code
 * @param message why
 */
public record TlsFailure(String code, String message) {

  /**
   * Sorts a failure.
   *
   * @param thrown what the JDK says
   * @return the class of failure
   */
  public static TlsFailure of(SSLException thrown) {
    if (Causes.has(thrown, CertificateExpiredException.class)
        || Causes.has(thrown, CertificateNotYetValidException.class)) {
      return new TlsFailure("tls_expired", "the server's certificate is expired or not valid yet");
    }
    if (Causes.has(thrown, CertPathBuilderException.class)
        || Causes.has(thrown, CertPathValidatorException.class)) {
      return new TlsFailure("tls_untrusted", "the server's certificate is not trusted");
    }
    if (Causes.has(thrown, CertificateException.class)) {
      return new TlsFailure("tls_wrong_name", "the server's certificate is for another name");
    }
    return new TlsFailure(
        "tls_failed", "no TLS connection: the peers do not agree on the protocol");
  }
}
