// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A URL that was parsed once and can be dialled: what is checked against targets are the very parts
 * that {@link #uri()} is made of, which the client is given.
 *
 * <p>Only URLs that every parser reads alike are accepted. Upper case in scheme and host, and one
 * dot after the host, are folded; everything else is either canonical or refused.
 */
public final class TargetUrl {

  /** The most characters that a URL may have. */
  public static final int MAX_LENGTH = 2_048;

  private static final int MAX_PORT = 65_535;

  private final Scheme scheme;
  private final String host;
  private final int port;
  private final String path;
  private final @Nullable String query;
  private final String display;

  private TargetUrl(
      String text, Scheme scheme, String host, int port, String path, @Nullable String query) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.path = path;
    this.query = query;
    // Most are written as they are shown; then whoever keeps the text as well keeps it once.
    String shown = scheme.text() + "://" + authority(scheme, host, port) + path;
    this.display = shown.equals(text) ? text : shown;
  }

  /**
   * Parses a URL.
   *
   * @param text the URL
   * @return the parsed URL
   * @throws InvalidTargetException if it has no host, has user information or a fragment, or has
   *     anything that some parser may read in another way
   */
  public static TargetUrl parse(String text) {
    requireNonNull(text, "text");
    requirePlain(text);
    URI uri = syntax(text);
    String scheme = uri.getScheme();
    if (scheme == null) {
      throw new InvalidTargetException("no scheme; begin with wss:// or another scheme");
    }
    Scheme known = Scheme.of(scheme.toLowerCase(Locale.ROOT));
    if (uri.isOpaque()) {
      throw new InvalidTargetException("no // after the scheme");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || authority.isEmpty()) {
      throw new InvalidTargetException("no host");
    }
    if (authority.indexOf('@') >= 0) {
      throw new InvalidTargetException("user information is not allowed");
    }
    int colon = portColon(authority);
    String host = host(colon < 0 ? authority : authority.substring(0, colon));
    int port = colon < 0 ? known.defaultPort() : port(authority.substring(colon + 1));
    String path = uri.getRawPath();
    return new TargetUrl(
        text, known, host, port, path.isEmpty() ? "/" : PathText.require(path), uri.getRawQuery());
  }

  private static void requirePlain(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidTargetException("longer than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        throw new InvalidTargetException("white space and control characters are not allowed");
      }
      if (c > 0x7e) {
        throw new InvalidTargetException("only ASCII is allowed");
      }
      if (c == '\\') {
        throw new InvalidTargetException("a backslash is not allowed");
      }
      if (c == '#') {
        throw new InvalidTargetException("a fragment is not allowed");
      }
    }
  }

  /** The JDK's parser has no word for an IPv6 address with more digits than a number takes. */
  private static URI syntax(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidTargetException("not a URL: " + e.getReason());
    } catch (NumberFormatException e) {
      throw new InvalidTargetException("not a URL: malformed IPv6 address");
    }
  }

  private static int portColon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }

  /** Many URLs have the same host: it is kept once for all of them. */
  private static String host(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return HostName.require(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower)
        .intern();
  }

  /** Checks a port that is written out. */
  static int port(String text) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= 5
            && text.charAt(0) != '0'
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!plain || Integer.parseInt(text) > MAX_PORT) {
      throw new InvalidTargetException("the port is not a number from 1 to " + MAX_PORT);
    }
    return Integer.parseInt(text);
  }

  /** Writes host and port, the port only where it is not the scheme's own. */
  static String authority(Scheme scheme, String host, int port) {
    return port == scheme.defaultPort() ? host : host + ":" + port;
  }

  /**
   * The scheme.
   *
   * @return the scheme
   */
  public Scheme scheme() {
    return scheme;
  }

  /**
   * The host.
   *
   * @return a name in lower case, or an IP address in canonical form, of version 6 in brackets
   */
  public String host() {
    return host;
  }

  /**
   * The address that the host is written as.
   *
   * @return the address, or empty if the host is a name; nothing is looked up
   */
  public Optional<InetAddress> address() {
    if (!HostName.isAddress(host)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address is not looked up", e);
    }
  }

  /**
   * The port.
   *
   * @return the port that is dialled, also where the URL named none
   */
  public int port() {
    return port;
  }

  /**
   * The path.
   *
   * @return the path, which begins with a slash
   */
  public String path() {
    return path;
  }

  /**
   * The query, which may hold secrets.
   *
   * @return what stood after the question mark, or empty if there was none
   */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  /**
   * What is dialled.
   *
   * @return a URI of exactly this scheme, host, port, path and query
   */
  public URI uri() {
    return URI.create(query == null ? display : display + "?" + query);
  }

  /**
   * The URL as it may be shown.
   *
   * @return the URL without its query
   */
  public String display() {
    return display;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof TargetUrl that
            && display.equals(that.display)
            && Objects.equals(query, that.query));
  }

  @Override
  public int hashCode() {
    return 31 * display.hashCode() + Objects.hashCode(query);
  }

  /** The same as {@link #display()}, so that no query gets into a log by accident. */
  @Override
  public String toString() {
    return display;
  }
}
