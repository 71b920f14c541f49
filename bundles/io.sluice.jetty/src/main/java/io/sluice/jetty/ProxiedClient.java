// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A client that follows, stores and shares nothing, and asks each connection for its proxy; Jetty
 * would ask a list that all of them share.
 */
@SuppressWarnings("try") // It is stopped, not closed: Jetty's close may throw anything.
public final class ProxiedClient extends HttpClient {

  private static final int REQUEST_HEADER_BYTES = 32 << 10;

  private final RouteProxies proxies = new RouteProxies();

  /**
   * Makes it.
   *
   * @param transport what it speaks
   */
  public ProxiedClient(HttpClientTransportOverHTTP transport) {
    super(transport);
    transport.setConnectionPoolFactory(WantedConnections::new);
    setAuthenticationStore(proxies.credentials());
    setFollowRedirects(false);
    setHttpCookieStore(new HttpCookieStore.Empty());
    setMaxRequestHeadersSize(REQUEST_HEADER_BYTES);
    setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Sluice"));
  }

  @Override
  public ProxyConfiguration getProxyConfiguration() {
    return proxies;
  }
}
