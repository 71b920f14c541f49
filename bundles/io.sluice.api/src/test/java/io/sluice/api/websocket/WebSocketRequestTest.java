// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.api.request.HeaderField;
import io.sluice.api.websocket.ReceiveResult.Received;
import java.util.List;
import org.junit.Test;

/** What a request holds, and what is not shown of it. */
public final class WebSocketRequestTest {

  private static final WebSocketRequest REQUEST =
      WebSocketRequest.of("wss://example.com/?token=secret");

  @Test
  public void eachStepAdds() {
    assertEquals(
        new WebSocketRequest(
            "wss://example.com/?token=secret",
            List.of("a", "b"),
            List.of(new HeaderField("X-One", "1"), new HeaderField("X-Two", "2"))),
        REQUEST.withHeader("X-One", "1").withSubprotocols("a", "b").withHeader("X-Two", "2"));
  }

  @Test
  public void neitherUrlNorHeaderAreShown() {
    assertEquals(
        "subprotocols [a]",
        REQUEST.withSubprotocols("a").withHeader("X-Token", "secret").toString());
  }

  @Test
  public void aReceivedTextIsNotShown() {
    assertEquals("6 characters", new Received("secret").toString());
  }
}
