// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.OpenResult.Opened;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.Offer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a connection that is opened once into results for the plugin that pulls: in
 * place of an ingress's queue, it is where the connection hands them over.
 */
final class PullPort implements IngressPort {

  private static final String REVOKED = "authority_revoked";
  private static final int POLICY_VIOLATION = 1008;
  private static final int GOING_AWAY = 1001;

  /** The plugin, or the host, does not want it any more. */
  private static final Closed CANCELLED =
      new Closed("cancelled", "the plugin or the host stops", GOING_AWAY, "");

  private final Inbox inbox;
  private final CompletableFuture<OpenResult> opening = new CompletableFuture<>();
  private volatile @Nullable WebSocketHandle handle;
  private volatile @Nullable WebSocketFailed failure;

  PullPort(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Completes when it is open, or cannot be opened. */
  CompletableFuture<OpenResult> opening() {
    return opening;
  }

  /** What the plugin names it by; null before it is open. */
  @Nullable WebSocketHandle handle() {
    return handle;
  }

  @Override
  public Offer offer(IngressEvent event, int bytes) {
    if (event instanceof WebSocketText text) {
      return inbox.offer(text.text(), bytes);
    }
    if (event instanceof WebSocketOpened opened) {
      WebSocketHandle name = new WebSocketHandle(opened.connection());
      handle = name;
      opening.complete(new Opened(name, opened.selectedSubprotocol()));
    } else if (event instanceof WebSocketFailed failed) {
      failure = failed;
    } else if (event instanceof AuthorityRevoked revoked) {
      inbox.endAndDiscard(
          new Closed(REVOKED, revokedMessage(revoked.code()), POLICY_VIOLATION, ""));
    } else if (event instanceof WebSocketClosed closed) {
      inbox.end(ended(closed));
    }
    return Offer.ACCEPTED;
  }

  private static String revokedMessage(String code) {
    return "closed since it is " + code + " now";
  }

  private Closed ended(WebSocketClosed closed) {
    WebSocketFailed known = failure;
    if (known != null) {
      return new Closed(known.failure(), known.message(), closed.code(), closed.reason());
    }
    return switch (closed.closedBy()) {
      case PEER -> closed("closed_by_peer", "the peer closed it with " + closed.code(), closed);
      case PLUGIN -> closed("closed_by_plugin", "the plugin closed it", closed);
      case HOST -> CANCELLED;
      case NETWORK -> closed("connection_lost", "the connection broke off", closed);
    };
  }

  private static Closed closed(String code, String message, WebSocketClosed closed) {
    return new Closed(code, message, closed.code(), closed.reason());
  }

  /** Nothing is displaced for another text: reading pauses for as long as there is no room. */
  @Override
  public Offer displace(IngressEvent event, int bytes) {
    return Offer.CLOSED;
  }

  /** A text that has arrived is received, although its connection ends. */
  @Override
  public void lose(IngressEvent event, int bytes) {
    if (event instanceof WebSocketText text) {
      inbox.offerLast(text.text(), bytes);
    }
  }

  @Override
  public CompletionStage<Void> room(int bytes) {
    return inbox.room(bytes);
  }

  @Override
  public boolean hasRoom(int bytes) {
    return inbox.isWorthOffering(bytes);
  }

  /** Nobody wants it any more. */
  void cancel() {
    opening.complete(new Failed(CANCELLED.code(), CANCELLED.message()));
    inbox.endAndDiscard(CANCELLED);
  }

  /**
   * The connection has ended.
   *
   * @param reason the code of why, of interest if it was never open
   */
  void end(String reason) {
    opening.complete(notOpened(reason));
    inbox.end(CANCELLED);
  }

  private OpenResult notOpened(String reason) {
    WebSocketFailed known = failure;
    if (known != null) {
      return known.failure().equals("address_refused")
          ? new Rejected(known.failure(), known.message())
          : new Failed(known.failure(), known.message());
    }
    return reason.equals(Place.LIMIT)
        ? new Rejected(reason, "the plugin, or the host, has as many connections as it may")
        : new Failed(REVOKED, revokedMessage(reason));
  }
}
