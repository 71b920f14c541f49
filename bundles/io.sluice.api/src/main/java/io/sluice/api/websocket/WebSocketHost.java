// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens a WebSocket for a short, bounded exchange that begins and ends inside one call, such as to
 * ask a question and wait for its answer.
 *
 * <p><b>For everything that lives longer, use ingress events and commands</b> ({@link
 * io.sluice.api.plugin.IngressHandler}, {@link io.sluice.api.command.Commands}): there the host
 * connects again after a loss, delivers each text by itself, and tells the operator what it is for.
 * A WebSocket of this kind is never opened again, is closed after 15 minutes whatever happens, and
 * its texts come only to those who ask.
 *
 * <p>It needs a target in {@code host_api.websocket} of the manifest, and of a grant; no ingress is
 * needed. A grant for requests gives no WebSocket, and the other way round. Addresses, proxies,
 * trust, sizes, and the number of connections are bounded as they are for ingresses. The grant is
 * asked when it is opened and at each send; taken back, or denied, the WebSocket is closed at once
 * with 1008, what waits to be sent is taken back, what came in is discarded, and whoever waits is
 * told {@code authority_revoked}.
 *
 * <p>Unless the host is configured otherwise, a plugin has at most 4 of them, counting those that
 * are being opened; one more is rejected with {@code limit}. At most 64 texts and 1 MiB of a
 * WebSocket wait to be received; then nothing more is read from it until there is room, so that the
 * peer feels it and nothing is lost. A binary message is counted, recorded, and skipped.
 *
 * <p>It is a bundle-scoped service: the object names the bundle that got it, whose grants apply and
 * whose handles it knows; the handle of another bundle is rejected with {@code unknown_handle}.
 * Handing the object to another bundle lends that authority. When the bundle stops, or gives the
 * service back, its WebSockets are closed with 1001, and whoever waits is told {@code cancelled}.
 *
 * <p>The methods may be called from any thread and do not wait. A stage completes exactly once,
 * never exceptionally, on a thread of the host that is meant for plugins' code; those of one bundle
 * complete one after the other, so that what depends on one must not wait for another.
 */
@ProviderType
public interface WebSocketHost {

  /**
   * Opens a WebSocket.
   *
   * @param request where to, and what to say in the handshake
   * @return completes when the handshake is done, or cannot be, which takes 10 s at most unless the
   *     host is configured otherwise
   */
  CompletionStage<OpenResult> open(WebSocketRequest request);

  /**
   * Sends a text. Texts keep their order. It is never kept for later: when the WebSocket is closed,
   * it fails with {@code not_connected}.
   *
   * @param handle names the WebSocket
   * @param text the text, which must be well-formed Unicode, of at most as many bytes in UTF-8 as
   *     the host and the grant allow, by default 256 KiB
   * @return completes when the text was handed to the network, or cannot be
   */
  CompletionStage<SendResult> send(WebSocketHandle handle, String text);

  /**
   * Waits for the next text. What came in before the WebSocket was closed by the peer can still be
   * received; then, once, it is told why it was closed, and the handle is forgotten.
   *
   * @param handle names the WebSocket
   * @param timeout how long to wait, up to 30 s unless the host is configured otherwise, and kept
   *     to a tenth of a second; zero asks for what is there. Longer is rejected with {@code limit}
   * @return completes with the text, or with why there is none. While one waits, another is
   *     rejected with {@code already_receiving}
   */
  CompletionStage<ReceiveResult> receive(WebSocketHandle handle, Duration timeout);

  /**
   * Closes a WebSocket. Nothing more is sent or received, whoever waits is told {@code
   * closed_by_plugin}, and the handle is forgotten.
   *
   * @param handle names the WebSocket
   * @param code the status code to send: 1000, 1001, 1002, 1003, 1007 to 1014, or 3000 to 4999 (RFC
   *     6455, section 7.4)
   * @param reason the reason to send, of at most 123 bytes in UTF-8 (RFC 6455, section 5.5)
   * @return completes when the socket is closed; a peer that does not answer is cut off after 3 s
   *     unless the host is configured otherwise
   */
  CompletionStage<CloseResult> close(WebSocketHandle handle, int code, String reason);

  /**
   * Tells how a WebSocket is doing.
   *
   * @param handle names the WebSocket
   * @return its status now, or empty if the bundle has no such handle
   */
  Optional<HandleStatus> status(WebSocketHandle handle);

  /**
   * Lists the bundle's WebSockets.
   *
   * @return the status of each handle that is not forgotten, in the order in which they were opened
   */
  List<HandleStatus> handles();
}
