// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The commands as they are typed. */
public class ShellIT extends PluginTest {

  private static final String GRANT_USAGE =
      "sluice:grant PLUGIN [TARGET...] [NAME=VALUE...] [--ingress NAME...] [--address CIDR...],"
          + " or sluice:grant --from-denial ID";
  private static final String REVOKE_USAGE =
      "sluice:revoke PLUGIN [TARGET...] [--ingress NAME...] [--address CIDR...]";

  private static final int COLUMNS = 100;
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}";

  private String name;

  @Before
  public void start() throws Exception {
    name = plugin();
    host.start(fixture());
    host.awaitStatus(name, Status.WAITING);
  }

  /** Types a command of Sluice, and refuses lines that are too long. */
  private String type(String command) throws Exception {
    String printed = host.type("sluice:" + command);
    printed
        .lines()
        .forEach(line -> assertTrue(line.length() + ": " + line, line.length() <= COLUMNS));
    return printed;
  }

  private void assertRefused(String message, String command) {
    Exception refusal = assertThrows(Exception.class, () -> host.type("sluice:" + command));
    assertEquals(message, refusal.getMessage());
    assertEquals("what Gogo prints", message, refusal.toString());
  }

  /** The elements of a list in JSON, which is read strictly. */
  private JsonArray json(String command) throws Exception {
    JsonReader reader = new JsonReader(new StringReader(host.type("sluice:" + command)));
    reader.setStrictness(Strictness.STRICT);
    return JsonParser.parseReader(reader).getAsJsonArray();
  }

  private JsonObject only(String command) throws Exception {
    JsonArray all = json(command);
    assertEquals(1, all.size());
    return all.get(0).getAsJsonObject();
  }

  private TestPeer connect() throws Exception {
    type("grant " + name + " port=" + gateway.port() + " --address 127.0.0.0/8");
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(name, State.CONNECTED);
    return peer;
  }

  /** Has the plugin have one command rejected. */
  private void fail(TestPeer peer) throws Exception {
    peer.send("malformed");
    peer.send("echo done");
    assertEquals("done", peer.awaitText());
    host.awaitDiagnostic(name, "malformed");
    await("the echo is counted")
        .atMost(Host.LIMIT)
        .until(() -> type("commands " + name), listed -> listed.contains(": 1 executed"));
  }

  private static void assertLine(String pattern, String text) {
    assertTrue(
        "no line like " + pattern + " in:\n" + text,
        text.lines().anyMatch(l -> l.matches(pattern)));
  }

  @Test
  public void listSaysWhatAPluginWaitsFor() throws Exception {
    String listed = type("list");

    assertLine("PLUGIN +VERSION +BUNDLE +STATUS +SERVICE +HANDLED +FAILED", listed);
    assertLine(name + " +1\\.0\\.0\\S* +\\d+ +waiting +ready +0 +0", listed);
    assertContains("\n    no grant names it; sluice:grant " + name, listed);
  }

  @Test
  public void listAsJson() throws Exception {
    JsonObject listed = only("list --json");

    assertEquals(
        Set.of(
            "name",
            "version",
            "digest",
            "bundle_id",
            "bundle_state",
            "status",
            "reason",
            "service",
            "since",
            "handled",
            "failures",
            "ingresses"),
        listed.keySet());
    assertEquals(name, listed.get("name").getAsString());
    assertEquals("waiting", listed.get("status").getAsString());
    assertEquals("ready", listed.get("service").getAsString());
  }

  @Test
  public void showTellsOfEachTarget() throws Exception {
    type(
        "grant %s ws://127.0.0.1:%d/main port=%d --address 127.0.0.0/8"
            .formatted(name, gateway.port(), gateway.port()));
    gateway.awaitPeer();
    await("the service runs")
        .atMost(Host.LIMIT)
        .until(() -> host.plugin(name).service(), ServiceState.RUNNING::equals);

    String shown = type("show " + name);

    assertLine("Status {3}partial: .*", shown);
    assertLine("Service {2}running since " + TIME, shown);
    assertLine("Digest {3}sha256:[0-9a-f]{64}", shown);
    assertLine("Author {3}Does what its peer tells it\\.", shown);
    assertLine("TARGET IS +MIND +TARGET", shown);
    assertLine("granted +ws://127\\.0\\.0\\.1:\\d+/main", shown);
    assertLine("requested +ws://127\\.0\\.0\\.1:\\d+/side", shown);
    assertLine("main +yes +yes +\\d/256 +\\d+ +0", shown);
  }

  @Test
  public void showMarksWhatIsGrantedWithoutNeed() throws Exception {
    connect();
    type("grant " + name + " 'wss://*.example.com'");

    assertLine(
        "granted-but-not-declared +WIDE ANY PATH +wss://\\*\\.example\\.com", type("show " + name));
  }

  @Test
  public void showAsJson() throws Exception {
    connect();

    JsonObject shown = only("show " + name + " --json");

    assertEquals(
        Set.of("plugin", "description", "parameters", "targets", "sources", "needs", "network"),
        shown.keySet());
    JsonObject target = shown.getAsJsonArray("targets").get(0).getAsJsonObject();
    assertEquals(Set.of("capability", "target", "verdict", "marks", "reason"), target.keySet());
    assertEquals("granted", target.get("verdict").getAsString());
  }

  @Test
  public void connectionsAreListed() throws Exception {
    connect();
    await("the open event is handled")
        .atMost(Host.LIMIT)
        .until(() -> queue("main").delivered() == 1);

    String listed = type("connections " + name);

    assertLine("PLUGIN +INGRESS +STATE +FOR +IN +OUT +QUEUE +TRIES", listed);
    assertLine(name + " +main +connected +\\d+s +0 +0 +0/256 +1", listed);
    assertLine(" {4}ws://127\\.0\\.0\\.1:" + gateway.port() + "/main", listed);
  }

  @Test
  public void connectionsAsJson() throws Exception {
    connect();

    JsonObject listed = only("connections --json");

    assertEquals(Set.of("plugin", "bundle_id", "connection", "queue"), listed.keySet());
    JsonObject connection = listed.getAsJsonObject("connection");
    assertEquals("connected", connection.get("state").getAsString());
    assertEquals(gateway.url("/main"), connection.get("url").getAsString());
    assertTrue(
        connection
            .keySet()
            .containsAll(
                Set.of(
                    "since",
                    "remote_address",
                    "attempts",
                    "frames_in",
                    "bytes_in",
                    "frames_out",
                    "bytes_out",
                    "unsupported_frames",
                    "pauses",
                    "send_failures",
                    "sends_waiting")));
  }

  @Test
  public void diagnosticsAreListed() throws Exception {
    fail(connect());

    String listed = type("diagnostics " + name);

    assertLine("TIME +SEVERITY +KIND +CODE +PLUGIN", listed);
    assertLine(TIME + " +warning +command +malformed +" + name, listed);
    assertLine(" {4}websocket_close rejected: the close code 1006 .*", listed);
  }

  @Test
  public void diagnosticsAsJson() throws Exception {
    fail(connect());

    JsonObject listed = only("diagnostics --json " + name);

    assertEquals(Set.of("plugin", "recorded", "kept"), listed.keySet());
    JsonObject first = listed.getAsJsonArray("kept").get(0).getAsJsonObject();
    assertEquals("batch_malformed", first.get("code").getAsString());
    assertEquals("warning", first.get("severity").getAsString());
  }

  @Test
  public void commandsAreListed() throws Exception {
    fail(connect());

    String listed = type("commands " + name);

    assertLine(name + ": 1 executed, 2 rejected", listed);
    assertLine("TIME +KIND +OUTCOME +CODE +COMMAND", listed);
    assertLine(TIME + " +websocket_send +executed +ok +\\S+", listed);
  }

  @Test
  public void commandsAsJson() throws Exception {
    fail(connect());

    JsonObject listed = only("commands --json " + name);

    assertEquals(Set.of("plugin", "counts", "last"), listed.keySet());
    JsonObject counts = listed.getAsJsonObject("counts");
    assertEquals(Set.of("executed", "rejected"), counts.keySet());
    assertEquals(2, counts.get("rejected").getAsInt());
    JsonObject last = listed.getAsJsonArray("last").get(2).getAsJsonObject();
    assertEquals("executed", last.get("outcome").getAsString());
  }

  @Test
  public void whatIsGrantedIsPrintedFirst() throws Exception {
    String granted = type("grant " + name + " port=" + gateway.port() + " --address 127.0.0.0/8");

    String url = "ws://127.0.0.1:" + gateway.port();
    assertEquals(
        List.of(
            "granting to " + name + ":",
            "  host_api.websocket = " + url + "/main",
            "  host_api.websocket = " + url + "/side",
            "  ingress = main",
            "  addresses = 127.0.0.0/8",
            "  param.port = " + gateway.port(),
            "granted in io.sluice.grant~" + name + ", and in force"),
        granted.lines().toList());
  }

  @Test
  public void grantsAreListed() throws Exception {
    connect();

    String listed = type("grants");

    assertLine("PLUGIN +GRANT +STATE", listed);
    assertLine(name + " +io\\.sluice\\.grant~" + name + " +in force", listed);
    assertContains("\n    ingress = main\n", listed);
  }

  @Test
  public void grantsAsJson() throws Exception {
    connect();

    JsonObject listed = only("grants --json");

    assertEquals("io.sluice.grant~" + name, listed.get("pid").getAsString());
    assertEquals(2, listed.getAsJsonArray("websocket").size());
    assertEquals("", listed.get("refusal").getAsString());
  }

  @Test
  public void aRevokeClosesTheConnection() throws Exception {
    TestPeer peer = connect();

    assertEquals("revoked in io.sluice.grant~" + name + ", and in force", type("revoke " + name));

    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("nothing is granted to " + name, type("revoke " + name));
  }

  @Test
  public void aRestartConnectsAnew() throws Exception {
    TestPeer peer = connect();

    assertEquals(
        "the service of " + name + " is started afresh; sluice:list shows how it goes",
        type("restart " + name));

    peer.awaitEnd();
    gateway.awaitPeer();
  }

  @Test
  public void aRestartAsJson() throws Exception {
    connect();

    assertEquals(name, only("restart --json " + name).get("plugin").getAsString());
  }

  @Test
  public void limitsAreListed() throws Exception {
    assertLine(
        "io\\.sluice\\.ingress +queue_max_bytes +4,194,304 +bytes of text that wait in a queue",
        type("limits"));
  }

  @Test
  public void limitsAsJson() throws Exception {
    for (var limit : json("limits --json")) {
      assertEquals(Set.of("pid", "key", "value", "meaning"), limit.getAsJsonObject().keySet());
    }
  }

  @Test
  public void nothingIsSaidWhereThereIsNothing() throws Exception {
    assertEquals("nothing is granted; sluice:grant PLUGIN", type("grants"));
    assertEquals("no connection; sluice:list shows what the plugins wait for", type("connections"));
    assertEquals("no command was executed for a plugin named " + name, type("commands " + name));
    assertEquals("nothing went wrong for a plugin named " + name, type("diagnostics " + name));
  }

  @Test
  public void longNamesStayWithinTheColumns() throws Exception {
    String wide = "a".repeat(90);
    host.grantAll(wide, gateway.port());
    host.start(fixture().named(wide));
    TestPeer peer = gateway.awaitPeer();
    peer.send("malformed");
    host.awaitDiagnostic(wide, "malformed");

    for (String command :
        List.of("list", "show " + wide, "connections", "diagnostics", "commands", "grants")) {
      assertContains(wide, type(command));
    }
  }

  @Test
  public void aPluginThatIsNotThere() {
    String message = "no plugin is named nobody; sluice:list shows them";
    for (String command : List.of("show", "connections", "grant", "restart")) {
      assertRefused(message, command + " nobody");
    }
  }

  @Test
  public void aCommandWithoutItsPlugin() {
    assertRefused("which plugin? sluice:show PLUGIN; sluice:list shows them", "show");
    assertRefused("which plugin? sluice:restart PLUGIN; sluice:list shows them", "restart");
    assertRefused("which plugin? " + GRANT_USAGE + "; sluice:list shows them", "grant");
    assertRefused("which plugin? " + REVOKE_USAGE + "; sluice:list shows them", "revoke");
  }

  @Test
  public void anOptionThatIsNotThere() {
    for (String command :
        List.of("list", "connections", "diagnostics", "commands", "grants", "limits")) {
      assertRefused("there is no option --xml here", command + " --xml");
    }
    for (String command : List.of("show", "explain", "restart")) {
      assertRefused("there is no option --xml here", command + " --xml " + name);
    }
    assertRefused("no such option: --xml; " + GRANT_USAGE, "grant --xml " + name);
    assertRefused("no such option: --xml; " + REVOKE_USAGE, "revoke --xml " + name);
  }

  @Test
  public void anArgumentTooMany() {
    for (String command : List.of("list", "grants", "limits")) {
      assertRefused("'" + name + "' is too much; only --json may follow", command + " " + name);
    }
  }

  @Test
  public void aTargetThatIsNone() {
    String message = "'nonsense' is no target: write scheme://host[:port][/path/prefix]";
    assertRefused(message, "grant " + name + " nonsense");
    assertRefused(message, "revoke " + name + " nonsense");
  }

  @Test
  public void aTargetThatIsNotDeclared() throws Exception {
    connect();

    assertContains(
        "  host_api.websocket = wss://example.com/x  (NOT DECLARED, so that it is void)\n",
        type("grant " + name + " wss://example.com/x"));
  }

  @Test
  public void aTargetThatIsNotGranted() throws Exception {
    connect();

    assertRefused(
        "ws://example.com is not granted to " + name + " in this form; see sluice:grants",
        "revoke " + name + " ws://example.com");
  }

  @Test
  public void aParameterWithoutAValue() {
    assertRefused(
        "the manifest leaves something open: sluice:grant " + name + " port=VALUE",
        "grant " + name);
  }

  @Test
  public void aParameterThatIsNotThere() {
    assertRefused(
        "the plugin has no parameter path; it has port",
        "grant " + name + " port=" + gateway.port() + " path=/x");
  }

  @Test
  public void aParameterWithABadValue() {
    assertRefused(
        "parameter port: the port is not a number from 1 to 65535",
        "grant " + name + " port=99999");
  }

  @Test
  public void aRestartOfWhatIsNotActive() throws Exception {
    Bundle bundle = host.bundle(name);
    bundle.stop();
    host.awaitStatus(
        name, Status.WAITING, "its bundle is RESOLVED; start bundle " + bundle.getBundleId());

    assertRefused("the bundle of " + name + " is not active; start it", "restart " + name);
  }
}
