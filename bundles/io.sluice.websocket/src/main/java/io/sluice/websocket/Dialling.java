// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.TargetUrl;
import io.sluice.websocket.DialOrder.Turn;
import io.sluice.websocket.DialRequests.IncompleteException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sockets of one connection, one after the other: each when there is a place for it and
 * its turn has come, by the way and with the secrets of that moment. By one thread at a time; but
 * what is there, anybody may ask, and cut off.
 */
final class Dialling implements Passage.Refusals {

  private final ChannelContext context;
  private final SourceAuthority authority;
  private final Place place;

  private volatile @Nullable Turn turn;
  private volatile @Nullable Channel channel;
  private volatile Dialer.@Nullable Attempt attempt;

  /**
   * Makes one.
   *
   * @param context what the sockets need to know
   * @param authority what the grants say of the source
   */
  Dialling(ChannelContext context, SourceAuthority authority) {
    this.context = context;
    this.authority = authority;
    this.place = new Place(services().places(), context.limits(), context.plugin().bundleId());
  }

  SourceAuthority authority() {
    return authority;
  }

  private DriverServices services() {
    return context.services();
  }

  private TargetUrl url() {
    return context.source().url();
  }

  /** Takes a place, waits for a turn, and then begins the dial of this number. */
  void begin(Action.Dial wanted) {
    EventOrigin origin = newOrigin(wanted.attempt());
    SourceAuthority.Answer now = authority.acted();
    if (!now.missing().isEmpty()) {
      context.post(new Fact.Forbidden(now.missing()));
    } else if (!place.take(now.plugin(), origin, context.teller())) {
      context.post(new Fact.Forbidden(Place.LIMIT));
    } else {
      turn =
          services()
              .turns()
              .await(
                  context.plugin().bundleId(),
                  url().host(),
                  () -> context.owner().enter(() -> dial(wanted.dial(), origin)));
    }
  }

  private EventOrigin newOrigin(int number) {
    return new EventOrigin(
        context.ingress().spec().name(),
        "websocket:" + url().display(),
        services().channels().newId(),
        number);
  }

  /** The turn has come, but may have been given up, and the grants changed, in the meantime. */
  private void dial(long dial, EventOrigin origin) {
    if (!context.owner().isDialling(dial)) {
      return;
    }
    turn = null;
    SourceAuthority.Answer now = authority.acted();
    if (!now.missing().isEmpty()) {
      context.post(new Fact.Forbidden(now.missing()));
      return;
    }
    Route route = route();
    int maxTextBytes = maxTextBytes(now);
    Channel opening = new Channel(dial, origin, passage(route), maxTextBytes, context);
    channel = opening;
    if (route instanceof Route.Refused refused) {
      context.post(new Fact.DialFailed(dial, Failure.late(refused.code(), refused.message())));
      return;
    }
    services().decisions().accept(accessAttempt(null), Decision.GRANTED);
    try {
      attempt =
          services()
              .dialer()
              .dial(DialRequests.of(context.source(), now.plugin(), maxTextBytes), opening);
    } catch (IncompleteException e) {
      context.post(new Fact.DialFailed(dial, e.failure()));
    }
  }

  private Route route() {
    TargetUrl url = url();
    return services().routes().to(url.scheme() == Scheme.WSS, url.host(), url.port());
  }

  private int maxTextBytes(SourceAuthority.Answer now) {
    return Math.min(
        context.spec().maxTextBytes(), now.plugin().maxTextBytes(context.limits().textBytes()));
  }

  private Passage passage(Route route) {
    Optional<ProxyRoute> proxy =
        route instanceof Route.Via via ? Optional.of(via.proxy()) : Optional.empty();
    return new Passage(url(), proxy, authority, this);
  }

  @Override
  public void refused(InetAddress address, Decision decision) {
    services().decisions().accept(accessAttempt(address), decision);
  }

  private AccessAttempt accessAttempt(@Nullable InetAddress address) {
    return new AccessAttempt(
        context.plugin(),
        AccessAttempt.DIAL,
        Access.webSocket(url()),
        context.ingress().spec().name(),
        address);
  }

  /** The attempt has led to a socket, which is cut off by itself from here on. */
  void opened() {
    attempt = null;
  }

  /** Does not wait for its turn any more. */
  void giveUpTurn() {
    Turn waiting = turn;
    if (waiting != null) {
      turn = null;
      services().turns().giveUp(waiting);
    }
  }

  /** Gives the place back. It may be called again. */
  void releasePlace() {
    place.release();
  }

  /** Tells whether a place is left, which another may take first. */
  boolean isPlaceLeft() {
    return place.isLeft(authority.now().plugin());
  }

  /** Gives up the last attempt, or closes its socket at once, whatever another thread is doing. */
  void cutOff() {
    Dialer.Attempt begun = attempt;
    if (begun != null) {
      begun.cancel();
    }
    Channel current = channel;
    if (current != null) {
      current.cut();
    }
  }

  /** The socket of the last attempt, open or not; null before the first. */
  @Nullable Channel channel() {
    return channel;
  }

  /** The turn that it waits for; null if it waits for none. */
  @Nullable Turn turn() {
    return turn;
  }
}
