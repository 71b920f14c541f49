// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Accepted;
import io.sluice.outbound.Setting.Refused;
import io.sluice.spi.configuration.BadValueException;
import io.sluice.spi.configuration.StrictValues;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.target.HostPattern;
import io.sluice.spi.target.InvalidTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads proxies from configurations, strictly. */
final class ProxyReader {

  /** RFC 1929, section 2. */
  private static final int MOST_CREDENTIAL_BYTES = 255;

  private static final int MOST_PORT = 65_535;

  private ProxyReader() {}

  static Setting<ProxyRoute> read(Map<String, ?> configuration) {
    StrictValues values = new StrictValues(configuration);
    Scope scope = Scope.EVERYTHING;
    try {
      Collection<Place> places = values.list(ProxyKeys.TARGETS, Place::parse);
      if (places.isEmpty()) {
        places = Scope.EVERYTHING.places();
      }
      scope = Scope.of(places, List.of());
      scope = Scope.of(places, values.list(ProxyKeys.EXCEPT, Place::parse));
      ProxyRoute route = route(values);
      values.requireNoOthers();
      return new Accepted<>(scope, route);
    } catch (BadValueException e) {
      return new Refused<>(scope, String.valueOf(e.getMessage()));
    }
  }

  private static ProxyRoute route(StrictValues values) throws BadValueException {
    ProxyRoute.Kind kind = kind(values);
    String user = credential(values, ProxyKeys.USER);
    String password = credential(values, ProxyKeys.PASSWORD);
    if (user.isEmpty() && !password.isEmpty()) {
      throw new BadValueException(ProxyKeys.PASSWORD, "there is no user; add it or leave this out");
    }
    if (password.isEmpty() && !user.isEmpty()) {
      throw new BadValueException(ProxyKeys.USER, "there is no password; add it or leave this out");
    }
    if (kind == ProxyRoute.Kind.HTTP && user.contains(":")) {
      // RFC 7617, section 2.
      throw new BadValueException(
          ProxyKeys.USER, "has a colon, which HTTP cannot transmit; name another user");
    }
    return new ProxyRoute(kind, host(values), port(values), user, password);
  }

  private static ProxyRoute.Kind kind(StrictValues values) throws BadValueException {
    return switch (values.required(ProxyKeys.KIND, "write http or socks5")) {
      case "http" -> ProxyRoute.Kind.HTTP;
      case "socks5" -> ProxyRoute.Kind.SOCKS5;
      default -> throw new BadValueException(ProxyKeys.KIND, "write http or socks5");
    };
  }

  private static String host(StrictValues values) throws BadValueException {
    String host = values.required(ProxyKeys.HOST, "write the proxy's host");
    try {
      HostPattern pattern = new HostPattern(host);
      if (pattern.isBroad() || pattern.isWide()) {
        throw new BadValueException(ProxyKeys.HOST, "stands for several; write the proxy's host");
      }
      return host;
    } catch (InvalidTargetException e) {
      throw new BadValueException(ProxyKeys.HOST, String.valueOf(e.getMessage()));
    }
  }

  private static int port(StrictValues values) throws BadValueException {
    int port = values.number(ProxyKeys.PORT, MOST_PORT);
    if (port == 0) {
      throw new BadValueException(ProxyKeys.PORT, "missing; write the proxy's port");
    }
    return port;
  }

  private static String credential(StrictValues values, String key) throws BadValueException {
    String text = values.optional(key, "");
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new BadValueException(key, "has a control character; leave it out");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_CREDENTIAL_BYTES) {
      throw new BadValueException(
          key, "longer than " + MOST_CREDENTIAL_BYTES + " bytes; proxies take no more");
    }
    return text;
  }
}
