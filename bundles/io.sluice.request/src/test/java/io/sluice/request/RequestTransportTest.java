// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.sluice.api.command.DispatchRequest;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.SendText;
import io.sluice.api.request.Body;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.request.TestAuthority.Rules;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;

/** Requests as commands: the same code, another door. */
public final class RequestTransportTest {

  private static final PluginId PLUGIN =
      new PluginId("com.example.plugin", "1.0.0", "sha256:0", Sender.PLUGIN);

  @Rule public final Sender sender = new Sender();

  private static DispatchRequest dispatch(String url) {
    return new DispatchRequest(
        HostRequest.of(RequestMethod.POST, url).withBody(Body.of("question")));
  }

  private Effect carryOut(String url) throws Exception {
    return new RequestTransport(sender.requests())
        .carryOut(PLUGIN, dispatch(url))
        .toCompletableFuture()
        .get(Sender.LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  public void theAnswerIsTheEffect() throws Exception {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nanswer")) {
      Effect effect = carryOut(server.url());

      assertEquals(Outcome.EXECUTED, effect.outcome());
      assertEquals("ok", effect.code());
      assertEquals("404, 6 bytes", String.valueOf(effect.answer()));
    }
  }

  @Test
  public void aFailureIsTheEffect() throws Exception {
    sender.resolver.failWith("dns_failed");

    Effect effect = carryOut("http://example.com/");

    assertEquals(Effect.failed("dns_failed", "as the test says"), effect);
    assertNull(effect.answer());
  }

  @Test
  public void theGrantIsAskedAgainWhenItIsCarriedOut() throws Exception {
    sender.say(Rules.of("POST http://example.com").granting());

    assertEquals(
        Effect.rejected("not_granted", "as the test says"), carryOut("http://example.com/"));
  }

  @Test
  public void itReachesItsUrlByItsMethod() {
    assertEquals(
        new Reach.Outside(Access.parse("POST http://example.com/a?b=c")),
        new RequestTransport(sender.requests())
            .reach(PLUGIN, dispatch("http://example.com/a?b=c")));
  }

  @Test
  public void aBadUrlReachesNothing() {
    assertEquals(
        new Reach.Nowhere(Effect.rejected("malformed", "url: a fragment is not allowed")),
        new RequestTransport(sender.requests()).reach(PLUGIN, dispatch("http://example.com/#a")));
  }

  @Test
  public void aCommandOfAnotherKindReachesNothing() {
    assertEquals(
        new Reach.Nowhere(Effect.rejected("malformed", "the payload is not one of websocket_send")),
        new RequestTransport(sender.requests()).reach(PLUGIN, new SendText("c1", "text")));
  }
}
