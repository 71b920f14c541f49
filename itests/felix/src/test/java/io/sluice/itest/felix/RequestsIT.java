// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.api.request.RequestResult;
import io.sluice.api.request.RequestResult.Answered;
import io.sluice.api.request.RequestResult.Failed;
import io.sluice.api.request.RequestResult.Rejected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** One bounded exchange, by the service and by a command. */
public class RequestsIT extends PluginTest {

  private static final String MANIFEST =
      """
      {
        "schema_version": 1,
        "parameters": [{ "name": "port" }],
        "host_api": {
          "request": [
            {
              "scheme": "http",
              "host": "127.0.0.1",
              "port": "${port}",
              "methods": ["GET", "POST"],
              "path_prefixes": ["/v1"]
            }
          ]
        }
      }
      """;

  private OneAnswerServer server;
  private OneAnswerServer silent;

  @Before
  public void startServers() throws Exception {
    server = OneAnswerServer.saying("hello");
    silent = OneAnswerServer.silent();
  }

  @After
  public void stopServers() throws Exception {
    server.close();
    silent.close();
  }

  private Configuration grant(OneAnswerServer to, Map<String, ?> others) throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("host_api.request", "GET http://127.0.0.1:" + to.port() + "/v1");
    values.put("param.port", String.valueOf(to.port()));
    values.putAll(others);
    return host.grant(plugin(), values);
  }

  /** Starts the test's plugin, which is granted something. */
  private Bundle startPlugin() throws Exception {
    awaitGrant(grant -> true);
    Bundle bundle = host.start(fixture().declaring(MANIFEST));
    host.awaitKnown(plugin());
    return bundle;
  }

  private static CompletableFuture<RequestResult> send(
      PluginCode code, RequestMethod method, String url) {
    return code.requests().send(HostRequest.of(method, url)).toCompletableFuture();
  }

  private static RequestResult result(CompletableFuture<RequestResult> sent) throws Exception {
    return sent.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String rejected(RequestResult result) {
    return ((Rejected) result).code();
  }

  private static String failed(RequestResult result) {
    return ((Failed) result).code();
  }

  private void awaitRequest() {
    await("a request").atMost(Host.LIMIT).until(() -> !silent.requests().isEmpty());
  }

  @Test
  public void aGrantedRequestIsAnswered() throws Exception {
    grant(server, Map.of());
    PluginCode code = new PluginCode(startPlugin());

    Answered answered = (Answered) result(send(code, RequestMethod.GET, server.url("/v1/x")));

    assertEquals(200, answered.answer().status());
    assertEquals("hello", answered.answer().body().text());
    assertEquals(List.of("GET /v1/x HTTP/1.1"), server.requests());
  }

  @Test
  public void whatIsNotAllowedNeverLeaves() throws Exception {
    grant(server, Map.of());
    PluginCode code = new PluginCode(startPlugin());

    assertEquals(
        "not_granted", rejected(result(send(code, RequestMethod.POST, server.url("/v1/x")))));
    assertEquals(
        "not_declared", rejected(result(send(code, RequestMethod.GET, server.url("/v2")))));
    assertEquals(List.of(), server.requests());
  }

  @Test
  public void loopbackNeedsAGrantOfItsAddress() throws Exception {
    grant(server, Map.of("addresses", new String[0]));
    PluginCode code = new PluginCode(startPlugin());

    String refusal = rejected(result(send(code, RequestMethod.GET, server.url("/v1/x"))));

    assertEquals("address_refused", refusal);
    assertEquals(List.of(), server.requests());
  }

  @Test
  public void aCommandHasTheAnswerInItsResult() throws Exception {
    grant(server, Map.of());
    PluginCode code = new PluginCode(startPlugin());

    CommandResult result =
        code.submit(OutputCommand.dispatch(HostRequest.of(RequestMethod.GET, server.url("/v1/x"))));

    assertEquals(Outcome.EXECUTED, result.outcome());
    assertNotNull(result.answer());
    assertEquals("hello", result.answer().body().text());
  }

  @Test
  public void aRevokedGrantEndsAnExchange() throws Exception {
    Configuration grant = grant(silent, Map.of());
    PluginCode code = new PluginCode(startPlugin());
    CompletableFuture<RequestResult> sent = send(code, RequestMethod.GET, silent.url("/v1/x"));
    awaitRequest();

    host.delete(grant);

    assertEquals("revoked", failed(result(sent)));
  }

  @Test
  public void aStoppedPluginEndsItsExchange() throws Exception {
    grant(silent, Map.of());
    Bundle bundle = startPlugin();
    CompletableFuture<RequestResult> sent =
        send(new PluginCode(bundle), RequestMethod.GET, silent.url("/v1/x"));
    awaitRequest();

    bundle.stop();

    assertEquals("cancelled", failed(result(sent)));
  }

  @Test
  public void aStoppedHostBundleEndsAllExchanges() throws Exception {
    grant(silent, Map.of());
    CompletableFuture<RequestResult> sent =
        send(new PluginCode(startPlugin()), RequestMethod.GET, silent.url("/v1/x"));
    awaitRequest();
    Bundle requests = host.bundle("io.sluice.request");

    requests.stop();
    try {
      assertEquals("cancelled", failed(result(sent)));
    } finally {
      requests.start();
    }
  }
}
