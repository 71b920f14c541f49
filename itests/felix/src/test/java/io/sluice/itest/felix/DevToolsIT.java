// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The example plugin that speaks the Chrome DevTools Protocol, with a real Node. */
@RunWith(NodeRunner.class)
public class DevToolsIT extends HostTest {

  private static final String DEVTOOLS = "io.sluice.example.devtools";
  private static final String SCRIPT =
      "let ticks = 0; const timer = setInterval(() => console.log('tick', ++ticks), 100)";
  private static final String NEVER_ANSWERED = "devtools:evaluate 'new Promise(() => {})'";

  private final Instant begun = Instant.now();
  private NodeProcess node;

  @Before
  public void startNode() throws IOException {
    node = NodeProcess.run(SCRIPT);
  }

  @After
  public void stopNode() throws IOException {
    node.close();
  }

  @Test
  public void theVersionIsEvaluatedWhenTheConnectionOpens() throws Exception {
    connect();

    assertEquals(NodeProcess.version(), awaitStatus("last_result"));
  }

  @Test
  public void anotherExpressionIsEvaluatedIfItIsConfigured() throws Exception {
    Configuration configuration =
        host.service(ConfigurationAdmin.class).getConfiguration(DEVTOOLS, "?");
    try {
      configuration.update(FrameworkUtil.asDictionary(Map.of("expression", "6 * 7")));
      connect();

      assertEquals("42", awaitStatus("last_result"));
    } finally {
      configuration.delete();
    }
  }

  @Test
  public void linesOfTheConsoleArrive() throws Exception {
    connect();

    await("lines of the console")
        .atMost(Host.LIMIT)
        .until(() -> host.type("devtools:console").lines().count() >= 3);
    assertTrue(
        host.type("devtools:console"),
        host.type("devtools:console").lines().allMatch(line -> line.matches("tick [0-9]+")));
    assertTrue(awaitStatus("last_line").startsWith("tick "));
  }

  @Test
  public void anExpressionIsEvaluatedInTheProcess() throws Exception {
    connect();

    assertEquals("true", host.type("devtools:evaluate 'typeof ticks === \"number\"'"));
    assertEquals("{\"a\":[1,null]}", host.type("devtools:evaluate '({a: [1, null]})'"));
    assertEquals("42", host.type("devtools:evaluate 'Promise.resolve(42)'"));
  }

  @Test
  public void anExpressionThatThrowsSaysWhat() throws Exception {
    connect();

    assertEquals(
        "Uncaught ReferenceError: nope is not defined", host.type("devtools:evaluate nope"));
  }

  @Test
  public void anExpressionThatDoesNotEndIsEndedByTheProcess() throws Exception {
    connect();

    assertEquals(
        "refused: Execution was terminated", host.type("devtools:evaluate 'while (true) {}'"));
    assertEquals("2", host.type("devtools:evaluate '1 + 1'"));
  }

  @Test
  public void anExceptionOfTheScriptIsShownAndTheProcessIsLetGo() throws Exception {
    connect();

    host.type("devtools:evaluate 'setTimeout(() => { throw new Error(\"boom\") })'");

    assertEquals(1, node.awaitExit());
    assertTrue(
        host.type("devtools:console"),
        host.type("devtools:console").contains("Uncaught Error: boom"));
  }

  @Test
  public void aScriptThatEndsIsLetGo() throws Exception {
    connect();

    host.type("devtools:evaluate 'clearInterval(timer)'");

    assertEquals(0, node.awaitExit());
  }

  @Test
  public void aRevokedGrantClosesTheConnection() throws Exception {
    connect();

    host.type("sluice:revoke " + DEVTOOLS);

    host.awaitNoConnection(DEVTOOLS);
    host.awaitStatus(DEVTOOLS, Status.WAITING);
    host.awaitDiagnostic(DEVTOOLS, "authority_revoked");
    await("end of the session")
        .atMost(Host.LIMIT)
        .until(
            () -> host.type("devtools:evaluate 1"),
            "not connected (closed by the host with 1008)"::equals);
    assertTrue(node.isAlive());
  }

  @Test
  public void aKilledProcessIsDialledAgainAndItsEndIsTold() throws Exception {
    connect();

    node.close();

    await("further attempts")
        .atMost(Host.LIMIT)
        .until(() -> host.connections(DEVTOOLS).get(0).attempts() > 2);
    ConnectionReport report = host.connections(DEVTOOLS).get(0);
    assertEquals("connect_refused: the host did not accept a TCP connection", report.lastError());
    await("the plugin's own word")
        .atMost(Host.LIMIT)
        .until(
            () -> host.type("devtools:evaluate 1"),
            "not connected (connect_refused, the host did not accept a TCP connection)"::equals);
  }

  @Test
  public void aStoppedPluginLeavesNobodyWaiting() throws Exception {
    Bundle bundle = connect();
    CompletableFuture<String> answer = typeBeside(NEVER_ANSWERED);
    awaitSent(4);

    bundle.stop();

    String why = answer.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertTrue(why, why.startsWith("not connected ("));
    host.awaitNoConnection(DEVTOOLS);
    assertTrue(node.isAlive());
  }

  @Test
  public void aPeerThatSendsNonsenseIsReportedAndHeardOn() throws Exception {
    TestPeer peer = connectToGateway();

    peer.send("no JSON");

    assertEquals("the peer sent a message that is no JSON object", awaitStatus("last_problem"));
    peer.send("{\"id\":3,\"result\":{\"result\":{\"type\":\"string\",\"value\":\"v0\"}}}");
    assertEquals("v0", awaitStatus("last_result"));
    assertEquals(0, host.plugin(DEVTOOLS).failures());
  }

  @Test
  public void aDroppedConnectionFailsWhatWaitsAndTheNextStartsAfresh() throws Exception {
    TestPeer peer = connectToGateway();
    CompletableFuture<String> answer = typeBeside(NEVER_ANSWERED);
    assertTrue(peer.awaitText().startsWith("{\"id\":4,"));

    peer.drop();

    String why = answer.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertEquals("not connected (connection_lost, the connection broke off)", why);
    assertTrue(
        gateway.awaitPeer().awaitText().startsWith("{\"id\":1,\"method\":\"Runtime.enable\""));
  }

  private Bundle connect() throws Exception {
    Bundle bundle = grantAndStart(node.port(), node.session());
    host.awaitConnection(DEVTOOLS, State.CONNECTED);
    awaitStatus("last_result");
    return bundle;
  }

  /** Connects to a peer that answers nothing, and takes what the plugin sends first. */
  private TestPeer connectToGateway() throws Exception {
    grantAndStart(String.valueOf(gateway.port()), "session");
    TestPeer peer = gateway.awaitPeer();
    for (int i = 1; i <= 3; i++) {
      peer.awaitText();
    }
    return peer;
  }

  private Bundle grantAndStart(String port, String session) throws Exception {
    host.grant(
        DEVTOOLS,
        Map.of(
            "host_api.websocket",
            "ws://127.0.0.1:" + port + "/" + session,
            "ingress",
            "inspector",
            "param.port",
            port,
            "param.session",
            session));
    return host.start(Fixture.example("devtools"));
  }

  /** Waits until the plugin says something of itself, and returns it. */
  private String awaitStatus(String key) {
    await(key + " in the status of the plugin")
        .atMost(Host.LIMIT)
        .until(() -> !status(key).isEmpty());
    return status(key);
  }

  /** What the plugin says of itself; of what earlier tests left behind, nothing. */
  private String status(String key) {
    return host.service(DiagnosticLog.class)
        .selfReport(DEVTOOLS)
        .filter(report -> report.at().isAfter(begun))
        .map(report -> report.status().get(key))
        .map(String::valueOf)
        .orElse("");
  }

  private void awaitSent(long frames) {
    await("frames that are sent")
        .atMost(Host.LIMIT)
        .until(() -> host.connections(DEVTOOLS).get(0).framesOut() >= frames);
  }

  private CompletableFuture<String> typeBeside(String command) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return host.type(command);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
