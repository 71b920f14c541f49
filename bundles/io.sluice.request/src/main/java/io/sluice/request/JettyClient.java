// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HeaderField;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestMethod;
import io.sluice.jetty.ClientLife;
import io.sluice.jetty.ProxiedClient;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.outbound.TlsMaterial;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Sends exchanges with the one Jetty client of this bundle, which follows, stores, shares, answers
 * and decodes nothing by itself. Owns the threads {@code sluice-request-n}.
 */
final class JettyClient implements Consumer<Exchange>, AutoCloseable {

  private static final Duration FORGET_AFTER = Duration.ofSeconds(1);

  private final HttpClient http;
  private final RequestLimits limits;

  private JettyClient(HttpClient http, RequestLimits limits) {
    this.http = http;
    this.limits = limits;
  }

  /**
   * Starts the client. What Jetty keeps as its context class loader is this bundle's.
   *
   * @throws IllegalStateException if Jetty does not start
   */
  static JettyClient start(RequestLimits limits, AddressResolver resolver, TlsMaterial tls) {
    return ClientLife.start(
        () -> http(limits, resolver, tls),
        http -> {
          ProtocolHandlers handlers = http.getProtocolHandlers();
          handlers.clear();
          handlers.put(new InterimAnswers());
          http.getContentDecoderFactories().clear();
          return new JettyClient(http, limits);
        });
  }

  private static HttpClient http(RequestLimits limits, AddressResolver resolver, TlsMaterial tls) {
    HttpClient http =
        ProxiedClient.of(
            "sluice-request",
            limits.threads(),
            limits.connectTimeout(),
            resolver,
            tls.clientContext());
    http.setMaxResponseHeadersSize(limits.answerHeaderBytes());
    http.setDefaultRequestContentType(null);
    // Every exchange has a limit of its own, which is never longer.
    http.setIdleTimeout(limits.longestTimeout().plus(FORGET_AFTER).toMillis());
    http.setDestinationIdleTimeout(FORGET_AFTER.toMillis());
    return http;
  }

  @Override
  public void accept(Exchange exchange) {
    try {
      Request request = request(exchange);
      Scheduler.Task deadline =
          http.getScheduler()
              .schedule(
                  () -> exchange.fail("timeout", "the exchange was not done in time"),
                  limit(exchange.request()).toMillis(),
                  TimeUnit.MILLISECONDS);
      exchange.afterwards(
          () -> {
            deadline.cancel();
            giveUp(request);
          });
      request.send(new AnswerReader(exchange, limits.bodyBytes()));
    } catch (RuntimeException e) {
      exchange.result().complete(FailureRule.of(e, exchange.proxy().isPresent()));
    }
  }

  /** Does nothing if the exchange is over in Jetty, too. */
  static void giveUp(Request request) {
    Future<Boolean> unused = request.abort(new CancellationException("given up"));
  }

  private Request request(Exchange exchange) {
    HostRequest wanted = exchange.request();
    Request request =
        http.newRequest(exchange.url().uri())
            .method(wanted.method().name())
            .version(HttpVersion.HTTP_1_1)
            .tag(exchange)
            .headers(fields -> write(wanted, fields));
    return wanted.method() == RequestMethod.GET
        ? request
        : request.body(new BytesRequestContent((String) null, wanted.body().bytes()));
  }

  private Duration limit(HostRequest wanted) {
    return wanted.timeout().compareTo(limits.longestTimeout()) < 0
        ? wanted.timeout()
        : limits.longestTimeout();
  }

  private static void write(HostRequest wanted, HttpFields.Mutable fields) {
    // What the plugin sets is in place of what Jetty set.
    wanted.headers().forEach(field -> fields.remove(field.name()));
    for (HeaderField field : wanted.headers()) {
      fields.add(field.name(), field.value());
    }
    fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
  }

  @Override
  public void close() {
    ClientLife.stop(http);
  }
}
