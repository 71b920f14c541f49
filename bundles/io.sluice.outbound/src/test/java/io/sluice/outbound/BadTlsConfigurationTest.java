// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.FrameworkUtil;

/** TLS configurations that are refused, each for one fault. */
public final class BadTlsConfigurationTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String TARGET = "wss://gateway.example.com";
  private static final String PID = "io.sluice.outbound.tls~one";

  private static Path key = Path.of("");
  private static Path pem = Path.of("");

  private final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  private final Map<String, Object> good = new HashMap<>();
  private TlsComponent tls;

  @BeforeClass
  public static void makeKeys() throws Exception {
    key = new TestKeys(FOLDER.getRoot().toPath()).single("client");
    pem = TestKeys.pem(key, "client");
  }

  @Before
  public void begin() throws Exception {
    tls = new TlsComponent(diagnostics);
    good.putAll(
        Map.of(
            "targets",
            TARGET,
            "trust",
            pem.toString(),
            "key",
            key.toString(),
            "key.password",
            TestKeys.PASSWORD));
  }

  private void apply() {
    tls.updated(PID, FrameworkUtil.asDictionary(good));
  }

  private void assertRefused(String extent, String why) {
    apply();
    assertEquals(
        List.of(
            "ERROR tls tls_refused [] %s is refused as a whole, for %s: %s"
                .formatted(PID, extent, why)),
        diagnostics.lines());
  }

  private void assertRefused(String why) {
    assertRefused("its targets", why);
  }

  private static String file(String content) throws Exception {
    Path file = FOLDER.newFile().toPath();
    return Files.writeString(file, content, StandardCharsets.UTF_8).toString();
  }

  @Test
  public void aGoodOneIsAccepted() {
    apply();
    assertEquals(List.of(), diagnostics.lines());
  }

  @Test
  public void whatConfigurationAdminAddsIsNoFault() {
    good.putAll(
        Map.of(
            "service.pid",
            PID,
            "service.factoryPid",
            TlsKeys.FACTORY_PID,
            "felix.fileinstall.filename",
            "file:/etc/x.cfg"));
    apply();
    assertEquals(List.of(), diagnostics.lines());
  }

  @Test
  public void missingTargets() {
    good.remove("targets");
    assertRefused(
        "every host", "targets: missing or empty; write targets such as wss://gateway.example.com");
  }

  @Test
  public void aTargetWithoutTls() {
    good.put("targets", List.of(TARGET, "ws://gateway.example.com"));
    assertRefused("every host", "targets[1]: the scheme is not wss or https");
  }

  @Test
  public void aTargetThatIsNone() {
    good.put("targets", "wss://GATEWAY.example.com");
    assertRefused(
        "every host", "targets[0]: the host is not in lower case; write gateway.example.com");
  }

  @Test
  public void aTargetWithAPath() {
    good.put("targets", TARGET + "/gateway");
    assertRefused(
        "every host", "targets[0]: has a path, which makes no difference here; leave it out");
  }

  @Test
  public void targetsThatAreNoText() {
    good.put("targets", 5);
    assertRefused("every host", "targets: not a text; write it as one");
  }

  @Test
  public void anUnknownKey() {
    good.put("verify", "false");
    assertRefused("verify: unknown key; leave it out or correct it");
  }

  @Test
  public void neitherTrustNorKey() {
    good.keySet().retainAll(List.of("targets"));
    assertRefused("trust: neither this nor key is there; name the file of one of them");
  }

  @Test
  public void aTrustFileThatIsNotThere() {
    good.put("trust", "/no/such/file.pem");
    assertRefused("trust: /no/such/file.pem is no file; write the path of one");
  }

  @Test
  public void aTrustFileThatIsAFolder() {
    String folder = FOLDER.getRoot().toString();
    good.put("trust", folder);
    assertRefused("trust: " + folder + " is no file; write the path of one");
  }

  @Test
  public void aTrustFileWithoutACertificate() throws Exception {
    String file = file("");
    good.put("trust", file);
    assertRefused(
        "trust: " + file + " holds no certificate; write CA certificates in PEM form into it");
  }

  @Test
  public void aTrustFileOfSomethingElse() throws Exception {
    String file = file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    good.put("trust", file);
    assertRefused(
        "trust: "
            + file
            + " holds what is no certificate; write CA certificates in PEM form into it");
  }

  @Test
  public void aTrustFileThatIsTooLong() throws Exception {
    String file = file("#".repeat((1 << 20) + 1));
    good.put("trust", file);
    assertRefused(
        "trust: " + file + " is longer than 1048576 bytes; name a file for these targets only");
  }

  @Test
  public void aKeyFileThatIsNone() {
    good.put("key", pem.toString());
    assertRefused(
        "key: " + pem + " is no PKCS#12 file that key.password opens; correct one of the two");
  }

  @Test
  public void aWrongPassword() {
    good.put("key.password", "wrong-and-still-secret");
    assertRefused(
        "key: " + key + " is no PKCS#12 file that key.password opens; correct one of the two");
    assertFalse(diagnostics.lines().toString().contains("still-secret"));
  }

  @Test
  public void aMissingPassword() {
    good.remove("key.password");
    assertRefused("key.password: missing or empty; write the one that protects the file of key");
  }

  @Test
  public void aPasswordWithoutAKey() {
    good.remove("key");
    assertRefused("key.password: there is no key; add it or leave this out");
  }

  @Test
  public void aKeyFileWithTwoKeys() throws Exception {
    Path two =
        new TestKeys(FOLDER.newFolder().toPath()).authorityWithServer("two", "a.example.com");
    good.put("key", two.toString());
    assertRefused("key: " + two + " holds 2 private keys; put one with its certificates there");
  }

  @Test
  public void aKeyFileWithoutAKey() throws Exception {
    KeyStore store = TestKeys.store(key);
    store.deleteEntry("client");
    store.setCertificateEntry("client", TestKeys.certificate(key, "client"));
    Path file = FOLDER.newFile().toPath();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, TestKeys.PASSWORD.toCharArray());
    }
    good.put("key", file.toString());
    assertRefused("key: " + file + " holds 0 private keys; put one with its certificates there");
  }

  @Test
  public void nothingOfAKeyIsShown() throws Exception {
    Setting<Material> setting = new TlsReader(TrustFile.platformTrust()).read(good);
    assertTrue(setting instanceof Setting.Accepted);
    assertFalse(setting.toString(), setting.toString().contains("key"));
  }
}
