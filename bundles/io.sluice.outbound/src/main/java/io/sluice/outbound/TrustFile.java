// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.configuration.BadValueException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers, of the platform's certificates or of those in a PEM file. */
final class TrustFile {

  private TrustFile() {}

  /** Trusts what the Java platform trusts. */
  static X509ExtendedTrustManager platformTrust() throws GeneralSecurityException {
    return managerOf(null);
  }

  /** Trusts the certificates in a file, and no others. */
  static X509ExtendedTrustManager trust(ConfiguredFile file) throws BadValueException {
    Collection<? extends Certificate> certificates = certificates(file);
    if (certificates.isEmpty()) {
      throw file.bad("holds no certificate; write CA certificates in PEM form into it");
    }
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      for (Certificate certificate : certificates) {
        anchors.setCertificateEntry(String.valueOf(anchors.size()), certificate);
      }
      return managerOf(anchors);
    } catch (GeneralSecurityException | IOException e) {
      throw file.bad("cannot be used for trust: " + e.getMessage());
    }
  }

  private static Collection<? extends Certificate> certificates(ConfiguredFile file)
      throws BadValueException {
    try {
      return CertificateFactory.getInstance("X.509").generateCertificates(file.content());
    } catch (CertificateException e) {
      throw file.bad("holds what is no certificate; write CA certificates in PEM form into it");
    }
  }

  private static X509ExtendedTrustManager managerOf(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("the platform has no X.509 trust manager"));
  }
}
