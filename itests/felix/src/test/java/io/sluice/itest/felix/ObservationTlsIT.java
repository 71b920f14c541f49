// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;

/** A Runtime, a Backend and clients with TLS and tokens all the way. */
public class ObservationTlsIT extends BackendTest {

  private static final String CLIENTS_TOKEN = "clients-token-51b7";
  private static final String TLS = "io.sluice.outbound.tls";

  private static Path authority;
  private static Path key;
  private static Path keyOfAnother;
  private static SSLContext trusting;

  private Configuration trust;

  @BeforeClass
  public static void makeCertificates() throws Exception {
    TestCertificates certificates =
        TestCertificates.create(FOLDER.newFolder("certificates").toPath());
    authority = certificates.authority();
    key = certificates.signedKey("127.0.0.1");
    keyOfAnother = certificates.signedKey("127.0.0.2");
    trusting = certificates.trusting();
    configureRuntime(with(key, TOKEN));
  }

  private static Map<String, Object> with(Path keyStore, String token) {
    return Map.of(
        "key_store",
        keyStore.toString(),
        "key_store_password",
        TestCertificates.PASSWORD,
        "token",
        token);
  }

  @Before
  public void trustTheAuthority() throws Exception {
    configureBackend(with(key, CLIENTS_TOKEN));
    trust = backend.configureOneMore(TLS, trustOf("127.0.0.1"));
  }

  private static Map<String, Object> trustOf(String host) {
    return Map.of("targets", "wss://" + host + ":*", "trust", authority.toString());
  }

  @After
  public void trustAsBefore() throws Exception {
    trust.delete();
  }

  @Override
  String scheme() {
    return "wss";
  }

  @Override
  Watcher follow(String worker, String query) {
    return watching(
        Watcher.at(
            trusting,
            url("r1", worker, query),
            Map.of("Authorization", "Bearer " + CLIENTS_TOKEN)));
  }

  /** Follows while something is wrong with the Runtime, and returns what the client was told. */
  private Watcher followInVain(String diagnostic) {
    Watcher watcher = follow("");
    watcher.awaitFrame("backend.runtime_unavailable");
    awaitDiagnostic(diagnostic);
    String told = watcher.frames().toString();
    for (String secret : new String[] {TOKEN, "127.0.0.1", "certificate", "tls", "/v1/"}) {
      assertFalse(secret + " in " + told, told.contains(secret));
    }
    assertFalse(watcher.isClosed());
    return watcher;
  }

  @Test
  public void aWorkerIsFollowedAndResumedWithoutAHole() {
    Watcher watcher = watch();
    publish(worker(), 1, 2);
    String cursor = Watcher.cursor(watcher.awaitFrame("\"n\":1}"));
    relay.cut();
    publish(worker(), 3, 4);
    watcher.awaitFrame("\"n\":4}");
    assertEquals(numbers(1, 4), numbered(watcher));

    Watcher later = follow("?cursor=" + cursor);
    later.awaitFrame("\"n\":4}");
    assertEquals(numbers(2, 4), numbered(later));
    assertFalse("the link sees no request", relay.sent().contains("HTTP/1.1"));
    assertFalse("the link sees no token", relay.sent().contains(TOKEN));
  }

  @Test
  public void aRuntimeThatNobodyVouchesForIsUnavailableUntilItsAuthorityIsTrusted()
      throws Exception {
    trust.update(FrameworkUtil.asDictionary(trustOf("127.0.0.2")));
    Watcher watcher = followInVain("upstream_tls_untrusted");

    trust.update(FrameworkUtil.asDictionary(trustOf("127.0.0.1")));

    watcher.awaitFrame("\"type\":\"snapshot\"");
  }

  @Test
  public void aRuntimeWithACertificateForAnotherAddressIsUnavailable() throws Exception {
    configureRuntime(with(keyOfAnother, TOKEN));
    lead();
    try {
      followInVain("upstream_tls_wrong_name");
    } finally {
      configureRuntime(with(key, TOKEN));
    }
  }

  @Test
  public void aRuntimeWithoutTlsIsUnavailable() throws Exception {
    configureRuntime(Map.of("token", TOKEN));
    lead();
    try {
      followInVain("upstream_(tls_failed|unreachable)");
      assertFalse(relay.sent(), relay.sent().contains(TOKEN));
    } finally {
      configureRuntime(with(key, TOKEN));
    }
  }

  @Test
  public void aRuntimeThatIsAskedWithoutTlsIsUnavailable() throws Exception {
    Configuration plain = know("r2", "ws://127.0.0.1:" + relay.port(), "another");
    try {
      watching(
              Watcher.at(
                  trusting,
                  url("r2", worker(), ""),
                  Map.of("Authorization", "Bearer " + CLIENTS_TOKEN)))
          .awaitFrame("backend.runtime_unavailable");
    } finally {
      forget("r2", plain);
    }
  }

  @Test
  public void aClientWithoutTheTokenIsNotLetIn() {
    assertEquals(401, refusal(() -> Watcher.at(trusting, url("r1", worker(), ""), Map.of())));
    assertEquals(
        401,
        refusal(
            () ->
                Watcher.at(
                    trusting,
                    url("r1", worker(), ""),
                    Map.of("Authorization", "Bearer " + TOKEN))));
  }

  @Test
  public void aClientThatDoesNotTrustTheBackendShowsItNoToken() throws Exception {
    SSLContext platform = SSLContext.getDefault();
    CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () -> Watcher.at(platform, url("r1", worker(), ""), Map.of()));
    assertTrue(String.valueOf(thrown.getCause()), causes(thrown, SSLHandshakeException.class));
    watch();
  }

  @Test
  public void aClientWithoutTlsIsNotLetIn() {
    String plain = url("r1", worker(), "").replace("wss://", "ws://");
    assertThrows(CompletionException.class, () -> Watcher.at(plain, Map.of()));
    watch();
  }

  private static boolean causes(Throwable thrown, Class<?> type) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  private void requireNotListening(
      OwnFramework felix, String pid, Map<String, ?> values, String code, String message)
      throws Exception {
    Map<String, Object> all = new HashMap<>(values);
    all.put("port", 0);
    felix.configure(pid, all);
    String entries =
        await("diagnostic " + code)
            .atMost(Host.LIMIT)
            .until(
                () ->
                    Objects.toString(
                        felix.ask("io.sluice.spi.diagnostic.DiagnosticLog", "entries")),
                each -> each.contains("code=" + code) && each.contains(message));
    assertFalse(entries, entries.contains(TestCertificates.PASSWORD));
    String service =
        pid.equals(OBSERVE)
            ? "io.sluice.spi.observation.WorkerObservation"
            : "io.sluice.spi.observation.RuntimeObservation";
    assertEquals("OptionalInt.empty", felix.ask(service, "port").toString());
  }

  @Test
  public void nobodyListensBeyondThisMachineWithoutTokenAndTls() throws Exception {
    String message = "0.0.0.0 is reached from elsewhere: that needs a token and TLS";
    Map<String, String> withToken = Map.of("address", "0.0.0.0", "token", TOKEN);
    Map<String, String> withTls =
        Map.of(
            "address",
            "0.0.0.0",
            "key_store",
            key.toString(),
            "key_store_password",
            TestCertificates.PASSWORD);
    try {
      requireNotListening(runtime, OBSERVE, withToken, "observe_not_listening", message);
      requireNotListening(backend, PROXY, withTls, "proxy_not_listening", message);
    } finally {
      configureRuntime(with(key, TOKEN));
      configureBackend(with(key, CLIENTS_TOKEN));
    }
  }

  @Test
  public void aKeyThatCannotBeReadIsNotListenedWithout() throws Exception {
    Map<String, String> wrong =
        Map.of("key_store", key.toString(), "key_store_password", "not " + TOKEN);
    try {
      requireNotListening(runtime, OBSERVE, wrong, "observe_not_listening", "cannot listen");
    } finally {
      configureRuntime(with(key, TOKEN));
    }
  }
}
