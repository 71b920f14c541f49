// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a client asked for when it opened a connection (RFC 6455, section 4.1). */
public final class Handshake {

  /** RFC 6455, section 1.3. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final String requestTarget;
  private final Map<String, String> headers;

  private Handshake(String requestTarget, Map<String, String> headers) {
    this.requestTarget = requestTarget;
    this.headers = Collections.unmodifiableMap(headers);
  }

  /** Reads a request up to the empty line. */
  static Handshake read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client left in the handshake");
      }
      text.append((char) next);
    }
    List<String> lines = Arrays.asList(text.toString().split("\r\n", -1));
    String[] requestLine = lines.get(0).split(" ", 3);
    if (requestLine.length < 3) {
      throw new IOException("not a request line: " + lines.get(0));
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(
            line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
      }
    }
    return new Handshake(requestLine[1], headers);
  }

  /**
   * The path and query that the client asked for.
   *
   * @return the request target
   */
  public String requestTarget() {
    return requestTarget;
  }

  /**
   * A header field of the request.
   *
   * @param name its name, in any case
   * @return its value, several joined with commas, or empty if it was not sent
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * The answer that accepts the connection.
   *
   * @param subprotocol the subprotocol to choose, or empty for none
   * @return an answer with status 101
   */
  public String accept(Optional<String> subprotocol) {
    return "HTTP/1.1 101 Switching Protocols\r\n"
        + "Upgrade: websocket\r\n"
        + "Connection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + acceptKey()
        + "\r\n"
        + subprotocol.map(name -> "Sec-WebSocket-Protocol: " + name + "\r\n").orElse("")
        + "\r\n";
  }

  /**
   * The subprotocol that a server without preferences chooses.
   *
   * @return the first that the client offers, or empty if it offers none
   */
  public Optional<String> firstSubprotocol() {
    return header("Sec-WebSocket-Protocol").map(offered -> offered.split(",", 2)[0].strip());
  }

  private String acceptKey() {
    String key = header("Sec-WebSocket-Key").orElse("") + GUID;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
