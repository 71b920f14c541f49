// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.request;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends one bounded request and receives its answer. It is for an exchange that begins and ends
 * inside one call; whatever lives longer (a stream, polling in place of events, a session) is what
 * ingress events and commands are for.
 *
 * <p>Each exchange is by itself: it has a connection of its own, speaks HTTP/1.1, and leaves
 * nothing behind. No redirect is followed, no cookie is kept or sent, no authentication is
 * answered, nothing is upgraded, retried or decoded. A plugin has at most 8 requests under way
 * unless the host is configured otherwise; one more is rejected with {@code limit}.
 *
 * <p>A request needs a target in {@code host_api.request} of the manifest, and of a grant. A grant
 * for a WebSocket gives no request, and the other way round. The grant is asked when the request is
 * sent, and again on each change while it is under way: taken back, the request fails with {@code
 * revoked}.
 *
 * <p>It is a bundle-scoped service: the object names the bundle that got it, whose grants apply.
 * Handing it to another bundle lends that authority. When the bundle stops, or gives the service
 * back, its requests fail with {@code cancelled}.
 *
 * <p>The method may be called from any thread and does not wait.
 */
@ProviderType
public interface RequestHost {

  /**
   * Sends a request.
   *
   * @param request what to send
   * @return completes with the one result, in time and never exceptionally, on a thread of the host
   *     that is meant for plugins' code
   */
  CompletionStage<RequestResult> send(HostRequest request);
}
