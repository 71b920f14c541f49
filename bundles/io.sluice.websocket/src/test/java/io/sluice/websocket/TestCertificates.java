// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A certificate authority and what it signs, made anew by the JDK's keytool. */
final class TestCertificates extends ExternalResource {

  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  private final TemporaryFolder folder = new TemporaryFolder();
  private @Nullable KeyStore keys;

  @Override
  protected void before() throws Throwable {
    folder.create();
    Path file = folder.getRoot().toPath().resolve("keys.p12");
    make(file, AUTHORITY, "-ext", "bc:c");
    make(file, "good", "-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1");
    make(file, "wrong-name", "-signer", AUTHORITY, "-ext", "san=dns:other.example");
    make(
        file,
        "expired",
        "-signer",
        AUTHORITY,
        "-ext",
        "san=ip:127.0.0.1",
        "-startdate",
        "-10d",
        "-validity",
        "5");
    make(file, "untrusted", "-ext", "san=ip:127.0.0.1");
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    keys = loaded;
  }

  @Override
  protected void after() {
    folder.delete();
  }

  private static void make(Path file, String alias, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(Arrays.asList(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  private KeyStore keys() {
    KeyStore made = keys;
    if (made == null) {
      throw new IllegalStateException("no keys before the test");
    }
    return made;
  }

  /** What a client is made with that trusts the authority alone. */
  SSLContext client() throws GeneralSecurityException, IOException {
    KeyStore trust = empty();
    trust.setCertificateEntry(AUTHORITY, keys().getCertificate(AUTHORITY));
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);
    return context;
  }

  /** A server that has one of the certificates. */
  SSLContext server(String alias) throws GeneralSecurityException, IOException {
    PasswordProtection protection = new PasswordProtection(PASSWORD.toCharArray());
    KeyStore one = empty();
    one.setEntry(alias, keys().getEntry(alias, protection), protection);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(one, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
