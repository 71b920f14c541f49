// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import io.sluice.spi.outbound.ProxyRoute;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.AuthenticationStore;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Socks5;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Has each connection go through the proxy of its own route, and no other, with that proxy's
 * credentials alone.
 */
public final class RouteProxies extends ProxyConfiguration {

  private final Credentials credentials = new Credentials();

  AuthenticationStore credentials() {
    return credentials;
  }

  @Override
  public @Nullable Proxy match(Origin origin) {
    return origin.getTag() instanceof Outgoing outgoing
        ? outgoing.proxy().map(this::proxy).orElse(null)
        : null;
  }

  private Proxy proxy(ProxyRoute route) {
    return switch (route.kind()) {
      case HTTP -> http(route);
      case SOCKS5 -> socks(route);
    };
  }

  private Proxy http(ProxyRoute route) {
    Proxy proxy = new TunnelProxy(new Origin.Address(route.host(), route.port()));
    credentials.set(proxy.getURI(), route);
    return proxy;
  }

  private static Proxy socks(ProxyRoute route) {
    Socks5Proxy proxy = new Socks5Proxy(route.host(), route.port());
    if (!route.user().isEmpty()) {
      proxy.putAuthenticationFactory(
          new Socks5.UsernamePasswordAuthenticationFactory(route.user(), route.password()));
    }
    return proxy;
  }

  /** Shows the proxy neither the URL nor the header, also where no TLS is spoken with the host. */
  private static final class TunnelProxy extends HttpProxy {

    TunnelProxy(Origin.Address address) {
      super(address, false);
    }

    @Override
    public boolean requiresTunnel(Origin serverOrigin) {
      return true;
    }
  }

  /**
   * Knows what HTTP proxies want to be told. It is asked for every request, and answers for those
   * to the proxy itself, whose URI is the only one without a path.
   */
  private static final class Credentials implements AuthenticationStore {

    private final Map<URI, Authentication.Result> results = new ConcurrentHashMap<>();

    void set(URI proxy, ProxyRoute route) {
      if (route.user().isEmpty()) {
        results.remove(proxy);
      } else {
        results.put(
            proxy,
            new BasicAuthentication.BasicResult(
                proxy, HttpHeader.PROXY_AUTHORIZATION, route.user(), route.password()));
      }
    }

    @Override
    public Authentication.@Nullable Result findAuthenticationResult(URI uri) {
      return results.get(uri);
    }

    @Override
    public @Nullable Authentication findAuthentication(String type, URI uri, String realm) {
      return null;
    }

    @Override
    public void addAuthentication(Authentication authentication) {}

    @Override
    public void removeAuthentication(Authentication authentication) {}

    @Override
    public void clearAuthentications() {}

    @Override
    public void addAuthenticationResult(Authentication.Result result) {}

    @Override
    public void removeAuthenticationResult(Authentication.Result result) {}

    @Override
    public void clearAuthenticationResults() {
      results.clear();
    }
  }
}
