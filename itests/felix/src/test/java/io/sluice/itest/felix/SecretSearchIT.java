// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.Handshake;
import io.sluice.testkit.TestPeer;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Secrets that are used in every way there is, by a host that logs all it can, and that are then
 * searched for wherever an operator or a plugin may look.
 */
public class SecretSearchIT extends PluginTest {

  /** Of this a value consists, so that a part of it is found, too. */
  private static final String MARK = "Zq7Xw";

  /** What Jetty writes with these is what goes over the wire: nobody is shipped with them on. */
  private static final List<String> JETTY_WIRE =
      List.of(
          "org.eclipse.jetty.client",
          "org.eclipse.jetty.http",
          "org.eclipse.jetty.io",
          "org.eclipse.jetty.websocket");

  private static final String HEADER = "header-" + MARK.repeat(10);
  private static final String QUERY = "query-" + MARK.repeat(10);
  private static final String PROXY = "proxy-" + MARK.repeat(10);
  private static final String KEY = "key-" + MARK.repeat(10);

  private static final String SECRETS =
      "'headers': [{'name': 'Authorization', 'secret_ref': 'header'}],"
          + "'query': [{'name': 'token', 'secret_ref': 'query'}]";

  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private final List<org.osgi.service.cm.Configuration> configured = new ArrayList<>();
  private Printed printed;
  private Path audit;

  @Override
  @Configuration
  public Option[] host() {
    List<Option> options = new ArrayList<>(Arrays.asList(super.host()));
    options.add(level("defaultLogLevel", "debug"));
    JETTY_WIRE.forEach(logger -> options.add(level("log." + logger, "info")));
    return options.toArray(Option[]::new);
  }

  private static Option level(String key, String level) {
    return systemProperty("org.slf4j.simpleLogger." + key).value(level);
  }

  @Before
  public void keepWhatIsPrinted() throws Exception {
    printed = Printed.keep();
    gateway.answer(SecretSearchIT::answer).play(SecretSearchIT::echo);
    audit();
  }

  @After
  public void printAgain() throws Exception {
    printed.close();
    for (var each : configured) {
      each.delete();
    }
  }

  /** A server that says whatever it was told. */
  private static String answer(Handshake handshake) {
    String secret = secret(handshake);
    if (handshake.requestTarget().startsWith("/refused")) {
      return "HTTP/1.1 401 %s\r\nX-Echo: %s\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(secret, secret, secret.length(), secret);
    }
    return handshake.accept(handshake.firstSubprotocol().map(name -> "other-" + secret));
  }

  private static String secret(Handshake handshake) {
    return handshake.header("Authorization").orElse("none") + handshake.requestTarget();
  }

  private static void echo(TestPeer peer) throws Exception {
    peer.send(secret(peer.handshake()));
    peer.close(4004, peer.handshake().header("Authorization").orElse("none"));
  }

  private List<State> states() {
    return host.connections(plugin()).stream().map(ConnectionReport::state).toList();
  }

  private void grantSecrets() throws Exception {
    grant(
        Map.of(
            "host_api.websocket",
            new String[] {"ws://127.0.0.1:" + gateway.port()},
            "secret.header",
            HEADER,
            "secret.query",
            QUERY));
  }

  private void makeConfiguration(String factory, Map<String, ?> values) throws Exception {
    var configuration =
        host.service(ConfigurationAdmin.class).createFactoryConfiguration(factory, "?");
    configured.add(configuration);
    configuration.update(FrameworkUtil.asDictionary(values));
  }

  /** Has the decisions written into a file. */
  private void audit() throws Exception {
    audit = files.getRoot().toPath().resolve("audit.log");
    var auditing = host.service(ConfigurationAdmin.class).getConfiguration("io.sluice.audit", "?");
    configured.add(auditing);
    auditing.update(FrameworkUtil.asDictionary(Map.of("file", audit.toString())));
  }

  private PluginCode startPlugin(String... sources) throws Exception {
    grantSecrets();
    return new PluginCode(
        host.start(fixture().declaring(manifest(ingress("tap", sources(sources))))));
  }

  private void awaitStates(State... states) {
    await("states").atMost(Host.LIMIT).until(this::states, List.of(states)::equals);
  }

  @Test
  public void aServerThatRepeatsWhatItWasToldGivesNothingAway() throws Exception {
    Recorder events = new Recorder(SecretSearchIT::fail);
    PluginCode code =
        startPlugin(
            source("/open", SECRETS),
            source("/refused", SECRETS),
            source("/picky", "'subprotocols': ['one']", SECRETS));
    code.offer(events, "tap");

    awaitStates(State.FAILED, State.RECONNECT_WAIT, State.FAILED);
    await("events")
        .atMost(Host.LIMIT)
        .until(() -> events.all(WebSocketReconnectNeeded.class).size() == 2);

    assertTrue(gateway.handshakes().stream().allMatch(each -> secret(each).contains(HEADER)));
    assertTrue(gateway.handshakes().stream().allMatch(each -> secret(each).contains(QUERY)));
    requireNothingFound(
        MARK,
        events.all().stream().filter(SecretSearchIT::isOfTheHost).map(Object::toString).toList());
  }

  @Test
  public void aProxyThatRepeatsWhatItWasToldGivesNothingAway() throws Exception {
    makeConfiguration(
        "io.sluice.outbound.proxy",
        Map.of(
            "kind",
            "http",
            "host",
            "127.0.0.1",
            "port",
            gateway.port(),
            "user",
            "user",
            "password",
            PROXY));
    gateway.answer(
        handshake ->
            "HTTP/1.1 407 %1$s\r\nX-Echo: %1$s\r\nContent-Length: 0\r\n\r\n"
                .formatted(handshake.header("Proxy-Authorization").orElse("none")));
    PluginCode code = startPlugin(source("/open", SECRETS));
    code.offer(new Recorder(), "tap");

    awaitStates(State.RECONNECT_WAIT);

    String credentials = encoded("user:" + PROXY);
    assertEquals(
        "Basic " + credentials,
        gateway.handshakes().get(0).header("Proxy-Authorization").orElse("none"));
    requireNothingFound(MARK, List.of());
    requireNothingFound(credentials.substring(20, 28), List.of());
  }

  @Test
  public void aKeyThatCannotBeOpenedGivesItsPasswordNotAway() throws Exception {
    Path key = Files.writeString(files.getRoot().toPath().resolve("key.p12"), "no key");

    makeConfiguration(
        "io.sluice.outbound.tls",
        Map.of("targets", "wss://127.0.0.1:*", "key", key.toString(), "key.password", KEY));

    await("refusal")
        .atMost(Host.LIMIT)
        .until(() -> host.diagnostics("").stream().anyMatch(d -> d.code().equals("tls_refused")));
    startPlugin(source("/open", SECRETS)).offer(new Recorder(), "tap");
    awaitStates(State.FAILED);
    requireNothingFound(MARK, List.of());
  }

  @Test
  public void aServerThatRepeatsARequestGivesNothingAway() throws Exception {
    try (OneAnswerServer server = OneAnswerServer.saying(HEADER)) {
      String target = "http://127.0.0.1:" + server.port() + "/v1";
      host.grant(
          plugin(), Map.of("host_api.request", "POST " + target, "addresses", "127.0.0.0/8"));
      awaitGrant(grant -> true);
      PluginCode code = new PluginCode(host.start(fixture().declaring(requesting(server.port()))));
      host.awaitKnown(plugin());

      CommandResult answered = code.submit(OutputCommand.dispatch(secretRequest(target)));
      CommandResult refused = code.submit(OutputCommand.dispatch(secretRequest(target + "x")));

      assertEquals("ok", answered.code());
      assertEquals("not_declared", refused.code());
      requireNothingFound(MARK, List.of(refused.toString()));
    }
  }

  private static String requesting(int port) {
    return ("{'schema_version': 1, 'host_api': {'request': [{'scheme': 'http', 'host': '127.0.0.1',"
            + " 'port': %d, 'methods': ['POST'], 'path_prefixes': ['/v1']}]}}")
        .formatted(port)
        .replace('\'', '"');
  }

  private static HostRequest secretRequest(String url) {
    return HostRequest.of(RequestMethod.POST, url + "?token=" + QUERY)
        .withHeader("Authorization", HEADER)
        .withBody(Body.of(KEY));
  }

  @Test
  public void aBundleThatIsCheckedGivesNoValuesAway() throws Exception {
    Path file = files.getRoot().toPath().resolve("plugin.jar");
    String literal =
        "'headers': [{'name': 'Authorization', 'value': '%s'}],".formatted(HEADER)
            + "'query': [{'name': 'token', 'value': '%s'}]".formatted(QUERY);
    String manifest = manifest(ingress("tap", sources(source("/open?key=" + KEY, literal))));
    try (InputStream jar = fixture().declaring(manifest).jar()) {
      Files.copy(jar, file);
    }

    List<String> lines = new ArrayList<>();
    host.type("sluice:check " + file).lines().forEach(lines::add);
    host.type("sluice:check --json " + file).lines().forEach(lines::add);

    assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.contains("/open")));
    List<String> found = new ArrayList<>();
    search("check", MARK, lines, found);
    assertEquals("", String.join("\n", found));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void requireNothingFound(String mark, List<String> given) throws Exception {
    await("an audit log").atMost(Host.LIMIT).until(() -> Files.exists(audit));
    List<String> found = new ArrayList<>();
    search("log", mark, printed.lines(), found);
    search("audit log", mark, Files.readAllLines(audit), found);
    search("shell", mark, typed(), found);
    search("JMX", mark, attributes(), found);
    search("what the plugin was given", mark, given, found);
    assertTrue(
        "Jetty logged nothing",
        printed.lines().stream().anyMatch(line -> line.contains(" DEBUG org.eclipse.jetty.util.")));
    assertEquals("", String.join("\n", found));
  }

  private static void search(String where, String mark, List<String> lines, List<String> found) {
    lines.stream()
        .filter(line -> line.contains(mark))
        .map(line -> where + ": " + line)
        .forEach(found::add);
  }

  private static List<OutputCommand> fail(IngressEvent event) {
    if (event instanceof WebSocketText text) {
      throw new IllegalStateException("cannot parse " + text.text());
    }
    return List.of();
  }

  /** A text, and the reason of a peer's close, are the peer's words. */
  private static boolean isOfTheHost(IngressEvent event) {
    return !(event instanceof WebSocketText) && !(event instanceof WebSocketClosed);
  }

  private List<String> typed() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String command :
        List.of(
            "list",
            "show " + plugin(),
            "connections",
            "diagnostics",
            "denials",
            "commands",
            "grants",
            "limits",
            "explain " + plugin(),
            "explain " + plugin() + " '" + gateway.url("/open") + "?token=" + QUERY + "'")) {
      host.type("sluice:" + command).lines().forEach(lines::add);
      host.type("sluice:" + command + " --json").lines().forEach(lines::add);
    }
    return lines;
  }

  private static List<String> attributes() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<String> texts = new ArrayList<>();
    for (ObjectName name : server.queryNames(null, null)) {
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        texts.add(name + " " + attribute.getName() + "=" + value(server, name, attribute));
      }
    }
    return texts;
  }

  private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
    try {
      Object value = server.getAttribute(name, attribute.getName());
      return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    } catch (JMException | RuntimeException e) {
      return e.toString();
    }
  }
}
