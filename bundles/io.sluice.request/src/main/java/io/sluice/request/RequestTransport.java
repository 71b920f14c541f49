// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.DispatchRequest;
import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.request.RequestRule;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Carries out the commands that are requests. */
final class RequestTransport implements CommandTransport {

  private final Requests requests;

  RequestTransport(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Reach reach(PluginId plugin, CommandPayload payload) {
    return payload instanceof DispatchRequest dispatch
        ? reach(dispatch.request())
        : new Reach.Nowhere(notMine(payload));
  }

  private static Reach reach(HostRequest request) {
    return RequestRule.problem(request)
        .<Reach>map(problem -> new Reach.Nowhere(Effect.rejected("malformed", problem)))
        .orElseGet(() -> new Reach.Outside(access(request)));
  }

  private static Access access(HostRequest request) {
    return new Access(request.method().name(), TargetUrl.parse(request.url()));
  }

  @Override
  public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
    return payload instanceof DispatchRequest dispatch
        ? requests.send(plugin.bundleId(), dispatch.request()).thenApply(RequestTransport::effect)
        : CompletableFuture.completedStage(notMine(payload));
  }

  private static Effect notMine(CommandPayload payload) {
    return Effect.rejected("malformed", "the payload is not one of " + payload.kind());
  }

  private static Effect effect(RequestResult result) {
    if (result instanceof RequestResult.Answered answered) {
      return Effect.answered(answered.answer());
    }
    if (result instanceof RequestResult.Rejected rejected) {
      return Effect.rejected(rejected.code(), rejected.message());
    }
    RequestResult.Failed failed = (RequestResult.Failed) result;
    return Effect.failed(failed.code(), failed.message());
  }
}
