// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Makes keys and certificates with the JDK's own tool. */
final class TestKeys {

  static final String PASSWORD = "not-a-secret";

  private final Path folder;

  TestKeys(Path folder) {
    this.folder = folder;
  }

  /** A file with the key of a certificate authority, and that of a server which it vouches for. */
  Path authorityWithServer(String name, String host) throws Exception {
    Path file = folder.resolve(name + ".p12");
    generate(file, "authority", "CN=" + name, "-ext", "bc:c");
    generate(file, "server", "CN=" + host, "-signer", "authority", "-ext", "san=dns:" + host);
    return file;
  }

  /** A file with a key and the certificate that it has signed itself. */
  Path single(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    generate(file, name, "CN=" + name);
    return file;
  }

  private static void generate(Path file, String alias, String subject, String... more)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, "-genkeypair", "-storetype", "PKCS12", "-keyalg", "EC");
    Collections.addAll(command, "-groupname", "secp256r1", "-validity", "30");
    Collections.addAll(command, "-keystore", file.toString(), "-storepass", PASSWORD);
    Collections.addAll(command, "-alias", alias, "-dname", subject);
    Collections.addAll(command, more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD.toCharArray());
    return store;
  }

  static X509Certificate certificate(Path file, String alias) throws Exception {
    return (X509Certificate) store(file).getCertificate(alias);
  }

  /** Writes a certificate in PEM form into a file beside the one that it is taken from. */
  static Path pem(Path file, String alias) throws Exception {
    byte[] encoded = certificate(file, alias).getEncoded();
    return Files.writeString(
        Path.of(file + "." + alias + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END CERTIFICATE-----\n");
  }
}
