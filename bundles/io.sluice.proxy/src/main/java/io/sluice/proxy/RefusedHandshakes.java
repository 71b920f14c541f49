// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.util.concurrent.Future;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.http.HttpStatus;

/** Gives a handshake up as soon as it is refused, so that nothing of a body is read. */
final class RefusedHandshakes extends UpgradeProtocolHandler {

  @Override
  public boolean accept(Request request, Response response) {
    return true;
  }

  @Override
  public Response.Listener getResponseListener() {
    Response.Listener upgrade = super.getResponseListener();
    return new Response.Listener() {
      @Override
      public void onHeaders(Response response) {
        if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
          Future<Boolean> unused = response.abort(new RefusedException(response.getStatus()));
        }
      }

      @Override
      public void onComplete(Result result) {
        upgrade.onComplete(result);
      }
    };
  }

  /** The Runtime refused a handshake. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status) {
      super("refused with " + status, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
