// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/**
 * A test with two frameworks, a Runtime and a Backend, and a link between them that can be cut. It
 * has a worker under a name that no other test uses.
 */
public abstract class BackendTest {

  static final String OBSERVE = "io.sluice.observe";
  static final String PROXY = "io.sluice.proxy";
  static final String TOKEN = "runtimes-token-8c1f";

  private static final String RUNTIME_SERVICE = "io.sluice.spi.observation.WorkerObservation";
  private static final String BACKEND_SERVICE = "io.sluice.spi.observation.RuntimeObservation";
  private static final String KNOWN_RUNTIME = "io.sluice.proxy.runtime";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  static OwnFramework runtime;
  static OwnFramework backend;

  @Rule public final TestName test = new TestName();

  final Relay relay = Relay.start();
  private final List<Bundle> installed = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private Configuration known;

  /** Where the Backend listens. */
  int port;

  @BeforeClass
  public static void startBoth() throws Exception {
    runtime = OwnFramework.start(FOLDER.newFolder("runtime").toPath());
    runtime.configure(OBSERVE, Map.of("port", 0, "token", TOKEN));
    backend = OwnFramework.start(FOLDER.newFolder("backend").toPath());
    backend.configure(PROXY, Map.of("port", 0));
  }

  @AfterClass
  public static void stopBoth() throws Exception {
    backend.stop();
    runtime.stop();
  }

  @Before
  public final void connect() throws Exception {
    lead();
    port = awaitPort(backend, BACKEND_SERVICE, 9472);
    known = know("r1", scheme() + "://127.0.0.1:" + relay.port(), TOKEN);
    start(worker());
  }

  @After
  public final void disconnect() throws Exception {
    watchers.forEach(watcher -> watcher.socket().abort());
    forget("r1", known);
    for (Bundle bundle : installed) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
    relay.close();
  }

  /** How the Runtime is reached, and the Backend. */
  String scheme() {
    return "ws";
  }

  /** Where clients find the Backend. */
  int clientPort() {
    return port;
  }

  /** Leads the relay to where the Runtime listens now. */
  final void lead() {
    relay.leadTo(awaitPort(runtime, RUNTIME_SERVICE, 9471));
  }

  private static int awaitPort(OwnFramework felix, String service, int other) {
    return await("it listens")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(
            () -> ((OptionalInt) felix.ask(service, "port")).orElse(0),
            now -> now != 0 && now != other);
  }

  /** Configures the Runtime anew, and waits until it listens elsewhere. */
  static void configureRuntime(Map<String, ?> values) throws Exception {
    configure(runtime, OBSERVE, RUNTIME_SERVICE, values);
  }

  /** Configures the Backend anew, and waits until it listens elsewhere. */
  final void configureBackend(Map<String, ?> values) throws Exception {
    port = configure(backend, PROXY, BACKEND_SERVICE, values);
  }

  private static int configure(
      OwnFramework felix, String pid, String service, Map<String, ?> values) throws Exception {
    Map<String, Object> all = new HashMap<>(values);
    all.put("port", 0);
    int before = ((OptionalInt) felix.ask(service, "port")).orElse(0);
    felix.configure(pid, all);
    return awaitPort(felix, service, before);
  }

  /** Waits until the Backend listens after its bundle was started again. */
  final void awaitBackend() {
    port = awaitPort(backend, BACKEND_SERVICE, 9472);
    awaitRuntime("r1", true);
  }

  /** Makes a Runtime known to the Backend. */
  static Configuration know(String name, String endpoint, String token) throws Exception {
    Configuration made =
        backend.configureOneMore(
            KNOWN_RUNTIME, Map.of("runtime_id", name, "endpoint", endpoint, "token", token));
    awaitRuntime(name, true);
    return made;
  }

  /** Has the Backend know a Runtime no more. */
  static void forget(String name, Configuration configuration) throws Exception {
    configuration.delete();
    awaitRuntime(name, false);
  }

  private static void awaitRuntime(String name, boolean there) {
    await("the Runtime is configured")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                backend.ask(BACKEND_SERVICE, "runtimes").toString().contains("runtime=" + name)
                    == there);
  }

  /** How many clients the Backend has. */
  static int clients() throws Exception {
    return ((List<?>) backend.ask(BACKEND_SERVICE, "clients")).size();
  }

  /** Waits until the Backend's operator is told something of the worker, without a secret. */
  final void awaitDiagnostic(String code) {
    String entries =
        await("diagnostic " + code)
            .atMost(Host.LIMIT)
            .until(
                () -> backend.ask("io.sluice.spi.diagnostic.DiagnosticLog", "entries").toString(),
                all -> diagnosed(all, code));
    assertFalse(entries, entries.contains(TOKEN));
  }

  private boolean diagnosed(String entries, String code) {
    return Pattern.compile("code=" + code + ",[^\\]]*worker " + worker() + " of Runtime r1")
        .matcher(entries)
        .find();
  }

  final String worker() {
    return "itest." + test.getMethodName();
  }

  /** Starts one more worker. */
  final Bundle start(String worker) throws Exception {
    Bundle bundle =
        runtime.context().installBundle(worker, Fixture.of("teller").named(worker).jar());
    installed.add(bundle);
    bundle.start();
    awaitPublishing(worker);
    return bundle;
  }

  /** Waits until what a worker publishes is accepted. */
  static void awaitPublishing(String worker) {
    await("it publishes")
        .atMost(Host.LIMIT)
        .ignoreExceptions()
        .until(() -> tell(worker, "ready", Map.of()).equals("ACCEPTED"));
  }

  /** Has a worker publish an event. */
  @SuppressWarnings("unchecked")
  static String tell(String worker, String type, Map<String, Object> fields) {
    for (ServiceReference<?> each : runtime.bundle(worker).getRegisteredServices()) {
      if (runtime.context().getService(each) instanceof BiFunction<?, ?, ?> teller) {
        return ((BiFunction<String, Map<String, Object>, String>) teller).apply(type, fields);
      }
    }
    throw new AssertionError(worker + " offers nothing");
  }

  static void publish(String worker, int from, int to) {
    for (int i = from; i <= to; i++) {
      assertEquals("ACCEPTED", tell(worker, "numbered", Map.of("n", i)));
    }
  }

  /** The URL at which the Backend has a worker observed. */
  final String url(String runtimeId, String worker, String query) {
    return "%s://127.0.0.1:%d/api/runtimes/%s/workers/%s/events/ws%s"
        .formatted(scheme(), clientPort(), runtimeId, worker, query);
  }

  /** The URL at which the Runtime has the test's worker observed. */
  final String directUrl() {
    return "%s://127.0.0.1:%d/v1/workers/%s/events/ws".formatted(scheme(), relay.port(), worker());
  }

  /** Has a watcher end with the test. */
  final Watcher watching(Watcher watcher) {
    watchers.add(watcher);
    return watcher;
  }

  /** Follows a worker by the Backend. */
  Watcher follow(String worker, String query) {
    return watching(Watcher.at(url("r1", worker, query), Map.of()));
  }

  final Watcher follow(String query) {
    return follow(worker(), query);
  }

  /** Follows, and waits until it has begun. */
  final Watcher watch() {
    Watcher watcher = follow("");
    watcher.awaitFrame("\"type\":\"snapshot\"");
    return watcher;
  }

  static List<Integer> numbered(Watcher watcher) {
    return watcher.frames().stream()
        .filter(frame -> frame.contains("\"type\":\"numbered\""))
        .map(frame -> Integer.valueOf(frame.replaceAll(".*\"n\":(\\d+).*", "$1")))
        .toList();
  }

  static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  static int refusal(Runnable handshake) {
    return handshake(handshake).statusCode();
  }

  static HttpResponse<?> handshake(Runnable handshake) {
    CompletionException thrown = assertThrows(CompletionException.class, handshake::run);
    return ((WebSocketHandshakeException) requireNonNull(thrown.getCause())).getResponse();
  }

  final void requireRefusedCursor(String cursor, String code, String reason, int closeCode)
      throws Exception {
    Watcher watcher = follow("?cursor=" + cursor);
    String answer = watcher.awaitFrame(code);
    assertTrue(answer, answer.contains("\"reason\":\"" + reason + "\""));
    assertEquals(closeCode, watcher.awaitClose());
    assertEquals(List.of(answer), watcher.frames());
  }
}
