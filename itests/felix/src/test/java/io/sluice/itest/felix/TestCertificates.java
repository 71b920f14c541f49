// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.File;
import java.io.InputStream;
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

  /** The certificate of a server at an address, which the authority signed. */
  SSLContext signed(String address) throws Exception {
    String extension = "san=ip:" + address;
    String request = file("server.csr");
    String certificate = file("server.cer");
    makeKey("server", extension);
    keytool("server", "-certreq", "-file", request);
    keytool(AUTHORITY, "-gencert", "-infile", request, "-outfile", certificate, "-ext", extension);
    try (InputStream in = Files.newInputStream(Path.of(certificate))) {
      return context("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
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

  private SSLContext context(String store, Certificate certificate) throws Exception {
    KeyStore keys = store(store);
    keys.setKeyEntry(
        store,
        keys.getKey(store, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        new Certificate[] {certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
