// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import io.sluice.spi.outbound.AddressResolver;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A client that follows, stores and shares nothing, and asks each connection for its proxy; Jetty
 * would ask a list that all of them share.
 */
@SuppressWarnings("try") // It is stopped, not closed: Jetty's close may throw anything.
public final class ProxiedClient extends HttpClient {

  private static final int REQUEST_HEADER_BYTES = 32 << 10;
  private static final long STOP_MILLIS = 1_000;

  private final RouteProxies proxies = new RouteProxies();

  private ProxiedClient(ClientConnector connector) {
    super(transport(connector));
    setAuthenticationStore(proxies.credentials());
    setFollowRedirects(false);
    setHttpCookieStore(new HttpCookieStore.Empty());
    setMaxRequestHeadersSize(REQUEST_HEADER_BYTES);
    setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Sluice"));
  }

  private static HttpClientTransportOverHTTP transport(ClientConnector connector) {
    HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
    transport.setConnectionPoolFactory(WantedConnections::new);
    return transport;
  }

  /**
   * Makes a client, which is not started.
   *
   * @param name the name of its threads, which are numbered
   * @param most the most threads
   * @param connectTimeout how long a TCP connect may take
   * @param resolver looks up hosts
   * @param tls whom to trust
   * @return the client
   */
  public static ProxiedClient of(
      String name, int most, Duration connectTimeout, AddressResolver resolver, SSLContext tls) {
    QueuedThreadPool threads = new QueuedThreadPool(most, 1);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    SslContextFactory.Client secure = new SslContextFactory.Client();
    secure.setSslContext(tls);
    secure.setEndpointIdentificationAlgorithm("HTTPS");
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler(name + "-scheduler", true));
    connector.setConnectTimeout(connectTimeout);
    connector.setSslContextFactory(secure);
    ProxiedClient client = new ProxiedClient(connector);
    client.setSocketAddressResolver(new JudgedResolver(resolver, threads));
    return client;
  }

  /** What would follow a redirect or answer a challenge goes. */
  @Override
  protected void doStart() throws Exception {
    super.doStart();
    getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
  }

  @Override
  public Request newRequest(URI uri) {
    return new ForgetfulRequest(this, uri);
  }

  @Override
  public ProxyConfiguration getProxyConfiguration() {
    return proxies;
  }
}
