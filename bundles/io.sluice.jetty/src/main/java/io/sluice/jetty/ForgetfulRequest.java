// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * A request whose URL can be forgotten once it was sent. Jetty keeps the URL of a handshake, and
 * the parameters of its query, for as long as the WebSocket is open; nobody needs it, it is large,
 * and there may be secrets in it.
 */
public final class ForgetfulRequest extends HttpRequest {

  private static final URI FORGOTTEN = URI.create("ws://forgotten/");

  private volatile boolean forgotten;

  ForgetfulRequest(HttpClient client, URI uri) {
    super(client, new HttpConversation(), uri);
  }

  /** Says from now on that it went nowhere. The answer has come, and is not a redirect. */
  public void forget() {
    forgotten = true;
  }

  @Override
  public URI getURI() {
    return forgotten ? FORGOTTEN : super.getURI();
  }
}
