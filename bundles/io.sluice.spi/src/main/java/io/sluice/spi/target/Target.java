// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What may be reached: a scheme, hosts, a port, and paths below a prefix; for requests also
 * methods. Its one-line form is {@code scheme://host[:port][/path/prefix]}, for requests with
 * {@code METHOD,METHOD} and a space before it.
 *
 * @param methods the request methods, empty for WebSocket
 * @param scheme the scheme
 * @param host the hosts
 * @param port the port, or {@link #ANY_PORT}
 * @param pathPrefix a path without a slash at its end and without a comma, of which whole segments
 *     are compared; empty for any path
 */
public record Target(
    Set<String> methods, Scheme scheme, HostPattern host, int port, String pathPrefix) {

  /** Stands for every port; in the one-line form {@code :*}. */
  public static final int ANY_PORT = -1;

  /** The methods that a request may have. */
  public static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** Refuses parts that do not fit together. */
  public Target {
    requireNonNull(scheme, "scheme");
    requireNonNull(host, "host");
    methods = requireMethods(methods, scheme);
    if (port != ANY_PORT && (port < 1 || port > 65_535)) {
      throw new InvalidTargetException("the port is not a number from 1 to 65535");
    }
    requirePrefix(pathPrefix);
    if (url(scheme, host, port, pathPrefix).length() > TargetUrl.MAX_LENGTH) {
      throw tooLong();
    }
  }

  private static InvalidTargetException tooLong() {
    return new InvalidTargetException("longer than " + TargetUrl.MAX_LENGTH + " characters");
  }

  private static Set<String> requireMethods(Set<String> methods, Scheme scheme) {
    if (scheme.isWebSocket() && !methods.isEmpty()) {
      throw new InvalidTargetException("a WebSocket target has no methods");
    }
    if (!scheme.isWebSocket() && methods.isEmpty()) {
      throw new InvalidTargetException(
          "a request target needs methods; write GET " + scheme.text() + "://…");
    }
    for (String method : methods) {
      if (!METHODS.contains(method)) {
        throw new InvalidTargetException("the method is none of " + String.join(", ", METHODS));
      }
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(methods));
  }

  private static void requirePrefix(String pathPrefix) {
    if (pathPrefix.isEmpty()) {
      return;
    }
    PathText.require(pathPrefix);
    if (pathPrefix.contains(",")) {
      throw new InvalidTargetException(
          "the path prefix has a comma, which parts the targets of a list; end it before");
    }
    if (pathPrefix.endsWith("/")) {
      throw new InvalidTargetException(
          "the path prefix ends with a slash; leave it out: whole segments are compared");
    }
  }

  /**
   * Parses the one-line form.
   *
   * @param line the one-line form
   * @return the target
   * @throws InvalidTargetException if it is none
   */
  public static Target parse(String line) {
    int space = line.indexOf(' ');
    Set<String> methods = new LinkedHashSet<>();
    if (space >= 0) {
      Collections.addAll(methods, line.substring(0, space).split(",", -1));
    }
    String url = line.substring(space + 1);
    requireLine(url);
    int slashes = url.indexOf("://");
    if (slashes < 0) {
      throw new InvalidTargetException("write scheme://host[:port][/path/prefix]");
    }
    Scheme scheme = Scheme.of(url.substring(0, slashes));
    String rest = url.substring(slashes + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    if (authority.indexOf('@') >= 0) {
      throw new InvalidTargetException("user information is not allowed");
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    HostPattern host = new HostPattern(hasPort ? authority.substring(0, colon) : authority);
    int port = hasPort ? port(authority.substring(colon + 1)) : scheme.defaultPort();
    return new Target(methods, scheme, host, port, path);
  }

  private static void requireLine(String url) {
    if (url.length() > TargetUrl.MAX_LENGTH) {
      throw tooLong();
    }
    if (url.indexOf('#') >= 0 || url.indexOf('?') >= 0) {
      throw new InvalidTargetException("a target has no query and no fragment");
    }
  }

  private static int port(String text) {
    return text.equals("*") ? ANY_PORT : TargetUrl.port(text);
  }

  /**
   * Decides for a WebSocket.
   *
   * @param url the URL
   * @return whether this target covers it; never for a URL of HTTP
   */
  public boolean covers(TargetUrl url) {
    return scheme.isWebSocket() && coversPlace(url);
  }

  private boolean coversPlace(TargetUrl url) {
    return scheme == url.scheme()
        && (port == url.port() || port == ANY_PORT)
        && host.covers(url.host())
        && coversPath(url.path());
  }

  /**
   * Decides for a request.
   *
   * @param method the request's method
   * @param url the URL
   * @return whether this target covers it
   */
  public boolean covers(String method, TargetUrl url) {
    return methods.contains(method) && coversPlace(url);
  }

  /**
   * Decides for all URLs of another target.
   *
   * @param other another target
   * @return whether this target covers every URL that the other covers
   */
  public boolean covers(Target other) {
    return scheme == other.scheme
        && (port == other.port || port == ANY_PORT)
        && methods.containsAll(other.methods)
        && host.covers(other.host)
        && coversPath(other.pathPrefix);
  }

  /**
   * Tells whether two targets have a URL in common.
   *
   * @param other another target
   * @return whether some URL is covered by both
   */
  public boolean overlaps(Target other) {
    return scheme == other.scheme
        && (port == other.port || port == ANY_PORT || other.port == ANY_PORT)
        && (scheme.isWebSocket() || !Collections.disjoint(methods, other.methods))
        && host.overlaps(other.host)
        && (coversPath(other.pathPrefix) || other.coversPath(pathPrefix));
  }

  private boolean coversPath(String path) {
    return path.startsWith(pathPrefix)
        && (path.length() == pathPrefix.length()
            || pathPrefix.isEmpty()
            || path.charAt(pathPrefix.length()) == '/');
  }

  /**
   * What an operator must not miss about this target.
   *
   * @return some of {@code BROAD}, {@code WIDE} and {@code any path}, the gravest first
   */
  public List<String> marks() {
    List<String> marks = new ArrayList<>();
    if (host.isBroad() || port == ANY_PORT) {
      marks.add("BROAD");
    }
    if (host.isWide()) {
      marks.add("WIDE");
    }
    if (pathPrefix.isEmpty()) {
      marks.add("any path");
    }
    return marks;
  }

  /** The one-line form. */
  @Override
  public String toString() {
    String prefix = methods.isEmpty() ? "" : String.join(",", methods) + " ";
    return prefix + url(scheme, host, port, pathPrefix);
  }

  private static String url(Scheme scheme, HostPattern host, int port, String pathPrefix) {
    String authority =
        port == ANY_PORT ? host + ":*" : TargetUrl.authority(scheme, host.text(), port);
    return scheme.text() + "://" + authority + pathPrefix;
  }
}
