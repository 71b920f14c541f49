// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.Test;

public class HandshakeTest {

  private static Handshake read(String... lines) throws IOException {
    String text = String.join("\r\n", lines) + "\r\n\r\n";
    return Handshake.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  public void pathAndQueryAreKept() throws IOException {
    assertEquals("/feed?a=b%20c", read("GET /feed?a=b%20c HTTP/1.1", "Host: x").requestTarget());
  }

  @Test
  public void aHeaderFieldIsFoundInAnyCase() throws IOException {
    assertEquals(Optional.of("b"), read("GET / HTTP/1.1", "X-A:  b ").header("x-a"));
    assertEquals(Optional.empty(), read("GET / HTTP/1.1", "X-A: b").header("X-B"));
  }

  @Test
  public void fieldsOfOneNameAreJoined() throws IOException {
    assertEquals(Optional.of("b, c"), read("GET / HTTP/1.1", "X-A: b", "x-a: c").header("X-A"));
  }

  @Test
  public void theAnswerProvesThatTheKeyWasRead() throws IOException {
    // RFC 6455, section 1.3.
    String answer =
        read("GET / HTTP/1.1", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
            .accept(Optional.empty());
    assertTrue(answer, answer.startsWith("HTTP/1.1 101 "));
    assertTrue(answer, answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    assertTrue(answer, answer.endsWith("\r\n\r\n"));
  }

  @Test
  public void theFirstSubprotocolIsChosenAsItWasWritten() throws IOException {
    Handshake handshake = read("GET / HTTP/1.1", "Sec-WebSocket-Protocol: Example.V1, other");
    assertEquals(Optional.of("Example.V1"), handshake.firstSubprotocol());
    assertTrue(
        handshake
            .accept(handshake.firstSubprotocol())
            .contains("Sec-WebSocket-Protocol: Example.V1\r\n"));
  }

  @Test
  public void noSubprotocolIsChosenWhereNoneIsOffered() throws IOException {
    assertEquals(Optional.empty(), read("GET / HTTP/1.1", "Host: x").firstSubprotocol());
  }

  @Test
  public void aClientThatLeavesIsNoHandshake() {
    byte[] half = "GET / HTTP/1.1\r\nHost:".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(IOException.class, () -> Handshake.read(new ByteArrayInputStream(half)));
  }

  @Test
  public void whatIsNoRequestLineIsNoHandshake() {
    assertThrows(IOException.class, () -> read("nonsense"));
  }
}
