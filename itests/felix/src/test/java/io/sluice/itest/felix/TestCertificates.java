// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of an authority of the test's own, made by the JDK's keytool. */
final class TestCertificates {

  /** Of all stores. */
  static final String PASSWORD = "changeit";

  /** For a process that lives for less than a second. */
  private static final List<String> QUICK = List.of("-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto");

  private static final String AUTHORITY = "authority";

  private final Path directory;

  private TestCertificates(Path directory) {
    this.directory = directory;
  }

  /** Makes an authority. */
  static TestCertificates create(Path directory) throws Exception {
    TestCertificates certificates = new TestCertificates(directory);
    certificates.makeKey(AUTHORITY, "bc:critical=ca:true");
    return certificates;
  }

  /** The authority's certificate as a PEM file. */
  Path authority() throws Exception {
    String certificate = file("authority.pem");
    keytool(AUTHORITY, "-exportcert", "-rfc", "-file", certificate);
    return Path.of(certificate);
  }

  /** What a client is made with that trusts the authority alone. */
  SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(AUTHORITY, store(AUTHORITY).getCertificate(AUTHORITY));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** The certificate of a server at an address, which the authority signed. */
  SSLContext signed(String address) throws Exception {
    return context("server", signedCertificate(address));
  }

  /** The key of a server at an address, with a certificate that the authority signed. */
  Path signedKey(String address) throws Exception {
    Path file = Path.of(file("key-" + address + ".p12"));
    try (OutputStream out = Files.newOutputStream(file)) {
      keyWith("server", signedCertificate(address)).store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private Certificate signedCertificate(String address) throws Exception {
    String extension = "san=ip:" + address;
    String request = file("server.csr");
    String certificate = file("server.cer");
    Files.deleteIfExists(Path.of(file("server.p12")));
    makeKey("server", extension);
    keytool("server", "-certreq", "-file", request);
    keytool(AUTHORITY, "-gencert", "-infile", request, "-outfile", certificate, "-ext", extension);
    try (InputStream in = Files.newInputStream(Path.of(certificate))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** The certificate of a server at an address, which nobody else signed. */
  SSLContext selfSigned(String address) throws Exception {
    makeKey("stranger", "san=ip:" + address);
    return context("stranger", store("stranger").getCertificate("stranger"));
  }

  private void makeKey(String name, String extension) throws Exception {
    keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void keytool(String store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", file(store + ".p12"), "-storepass", PASSWORD, "-alias", store));
    command.addAll(QUICK);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " said " + said);
    }
  }

  private KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(new File(file(name + ".p12")), PASSWORD.toCharArray());
  }

  private KeyStore keyWith(String store, Certificate certificate) throws Exception {
    KeyStore keys = store(store);
    keys.setKeyEntry(
        store,
        keys.getKey(store, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        new Certificate[] {certificate});
    return keys;
  }

  private SSLContext context(String store, Certificate certificate) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keyWith(store, certificate), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
