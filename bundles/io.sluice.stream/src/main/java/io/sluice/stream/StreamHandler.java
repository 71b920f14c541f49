// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Lets in who may come in, and answers plain requests; handshakes are for the handler inside. */
final class StreamHandler extends Handler.Wrapper {

  private final ServerSettings settings;
  private final Entrance entrance;
  private final Refusals refusals;

  StreamHandler(
      ServerSettings settings,
      Entrance entrance,
      Refusals refusals,
      WebSocketUpgradeHandler handshakes) {
    super(handshakes);
    this.refusals = refusals;
    this.settings = settings;
    this.entrance = entrance;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String refusal = refusal(request);
    if (!refusal.isEmpty()) {
      return refuse(response, callback, HttpStatus.FORBIDDEN_403, refusal);
    }
    if (!settings.token().admits(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      return refuse(response, callback, HttpStatus.UNAUTHORIZED_401, "unauthorized");
    }
    if (!HttpMethod.GET.is(request.getMethod())) {
      return refuse(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "observation_only");
    }
    Entrance.Answer page = entrance.page(request.getHttpURI().getPath());
    if (page != null) {
      answer(response, callback, page.status(), page.json());
      return true;
    }
    return super.handle(request, response, callback);
  }

  private boolean refuse(Response response, Callback callback, int status, String code) {
    refusals.handshake();
    answer(response, callback, status, error(code));
    return true;
  }

  /**
   * A page in a browser reaches this machine as well as its user does. Its requests name the page
   * in {@code Origin}, or, if it has its own name lead here, that name in {@code Host}.
   */
  private String refusal(Request request) {
    if (!settings.origins().containsAll(request.getHeaders().getValuesList(HttpHeader.ORIGIN))) {
      return "origin_refused";
    }
    return settings.token().isThere() || isOfThisMachine(Request.getServerName(request))
        ? ""
        : "host_refused";
  }

  private static boolean isOfThisMachine(@Nullable String host) {
    return host != null
        && (host.equals("localhost") || host.contains(":") || host.matches("[0-9.]+"));
  }

  /** What Jetty refuses by itself. Its own page would tell of the request, and of Jetty. */
  static boolean refused(Request request, Response response, Callback callback) {
    answer(response, callback, response.getStatus(), error("refused"));
    return true;
  }

  static String error(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  /** Answers, and lets the connection go. */
  static void answer(Response response, Callback callback, int status, String json) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    response.write(true, StandardCharsets.UTF_8.encode(json), callback);
  }
}
