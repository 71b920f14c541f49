// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Skips interim answers (RFC 9110, section 15.2), of which there may be few. Jetty's own handlers
 * skip any number, and lose an abort that comes while they do so.
 */
final class InterimAnswers implements ProtocolHandler {

  private static final int MOST = 16;
  private static final String SKIPPED = InterimAnswers.class.getName() + ".skipped";

  @Override
  public String getName() {
    return "interim";
  }

  @Override
  public boolean accept(Request request, Response response) {
    int status = response.getStatus();
    return status < HttpStatus.OK_200 && status != HttpStatus.SWITCHING_PROTOCOLS_101;
  }

  @Override
  public Response.Listener getResponseListener() {
    return new Response.Listener() {
      @Override
      public void onSuccess(Response response) {
        skip((HttpRequest) response.getRequest());
      }

      @Override
      public void onComplete(Result result) {
        if (result.getRequest().getTag() instanceof Exchange exchange) {
          exchange
              .result()
              .complete(FailureRule.of(result.getFailure(), exchange.proxy().isPresent()));
        }
      }
    };
  }

  private static void skip(HttpRequest request) {
    HttpConversation conversation = request.getConversation();
    conversation.updateResponseListeners(null);
    HttpExchange current = conversation.getExchanges().peekLast();
    if (current == null) {
      return;
    }
    current.resetResponse();
    int skipped = request.getAttributes().get(SKIPPED) instanceof Integer before ? before + 1 : 1;
    request.attribute(SKIPPED, skipped);
    if (request.getTag() instanceof Exchange exchange) {
      if (skipped > MOST) {
        exchange.fail("bad_response", "the server sends interim answers without end");
      }
      // What was given up before the reset is to be given up again.
      if (exchange.isOver()) {
        JettyClient.giveUp(request);
      }
    }
  }
}
