// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public final class EventKindTest {

  private static final EventOrigin ORIGIN =
      new EventOrigin("gateway", "websocket:wss://example.com/", "c1", 1);

  @Test
  public void theWireNamesAreThoseOfTheContract() {
    assertEquals(
        List.of(
            "websocket_open",
            "websocket_text",
            "websocket_close",
            "websocket_error",
            "websocket_reconnect_needed",
            "websocket_gap",
            "authority_revoked"),
        Arrays.stream(EventKind.values()).map(EventKind::wireName).toList());
  }

  @Test
  public void everyKindIsFoundByItsWireName() {
    for (EventKind kind : EventKind.values()) {
      assertEquals(Optional.of(kind), EventKind.ofWireName(kind.wireName()));
    }
  }

  @Test
  public void aNameInUpperCaseIsNoWireName() {
    assertEquals(Optional.empty(), EventKind.ofWireName("WEBSOCKET_OPEN"));
  }

  @Test
  public void anUnknownNameIsNoKind() {
    assertEquals(Optional.empty(), EventKind.ofWireName(""));
    assertEquals(Optional.empty(), EventKind.ofWireName("websocket_binary"));
  }

  @Test
  public void everyEventTellsItsKind() {
    List<IngressEvent> events =
        List.of(
            new WebSocketOpened(ORIGIN, 0, 0, null),
            new WebSocketText(ORIGIN, 0, 0, ""),
            new WebSocketClosed(ORIGIN, 0, 0, 1000, "", ClosedBy.PEER),
            new WebSocketFailed(ORIGIN, 0, 0, "connect_refused", ""),
            new WebSocketReconnectNeeded(ORIGIN, 0, 0, "reconnect_none"),
            new WebSocketGap(ORIGIN, 0, 0, 1, 0),
            new AuthorityRevoked(ORIGIN, 0, 0, "denied"));

    assertEquals(List.of(EventKind.values()), events.stream().map(IngressEvent::kind).toList());
  }

  @Test
  public void aSubprotocolThatTheServerDidNotChooseIsEmpty() {
    assertEquals(Optional.empty(), new WebSocketOpened(ORIGIN, 0, 0, null).subprotocol());
    assertEquals(Optional.of("v1"), new WebSocketOpened(ORIGIN, 0, 0, "v1").subprotocol());
  }
}
