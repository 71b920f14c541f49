// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.jetty.ForgetfulRequest;
import java.util.concurrent.Future;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.http.HttpMethod;

/**
 * Takes every answer to a handshake, though not a proxy's to a CONNECT, and gives the attempt up as
 * soon as its header is known to be none that is accepted, so that the socket is closed, and
 * nothing of a body is read, however long it is. Of one that is accepted, the request's URL is
 * forgotten.
 */
final class HandshakeHandler extends UpgradeProtocolHandler {

  @Override
  public boolean accept(Request request, Response response) {
    return !HttpMethod.CONNECT.is(request.getMethod());
  }

  @Override
  public Response.Listener getResponseListener() {
    Response.Listener upgrade = super.getResponseListener();
    return new Response.Listener() {
      @Override
      public void onHeaders(Response response) {
        Failure refusal = HandshakeRule.refusal(response);
        if (refusal != null) {
          Future<Boolean> unused = response.abort(new HandshakeRefusedException(refusal));
        } else if (response.getRequest() instanceof ForgetfulRequest request) {
          request.forget();
        }
      }

      @Override
      public void onComplete(Result result) {
        upgrade.onComplete(result);
      }
    };
  }
}
