// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.plugin.PluginDeclaration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Sources that are not dialled are told of, though no driver hears of them. */
public final class RefusedSourcesTest {

  private static final PluginDeclaration PLUGIN =
      Chat.receiving("wss://example.com/feed", "wss://example.com/feed/a?token=canary");

  private final Registry registry = new Registry();
  private final List<String> told = new ArrayList<>();
  private final AuthorityListener sources =
      new RefusedSources(
          (attempt, decision) ->
              told.add(attempt.access() + " " + attempt.ingress() + ": " + decision.code()));

  private void grant(String... keysAndValues) {
    Grant grant = Chat.grant(keysAndValues);
    registry.put(grant.pid(), new GrantEntry.Accepted(grant));
    sources.authorityChanged(registry.snapshot());
  }

  @Test
  public void aPluginThatOnlyReportsTellsWhatItWouldDial() {
    registry.put(PLUGIN);
    grant("mode", "report_only");

    assertEquals(List.of("wss://example.com/feed/a gateway: report_only"), told);
  }

  @Test
  public void aMissingIngressIsTold() {
    registry.put(PLUGIN);
    grant("host_api.websocket", "wss://example.com/feed");

    assertEquals(List.of("wss://example.com/feed/a gateway: ingress_not_granted"), told);
  }

  @Test
  public void aMissingTargetIsTold() {
    registry.put(PLUGIN);
    grant("ingress", "gateway");

    assertEquals(List.of("wss://example.com/feed/a gateway: not_granted"), told);
  }

  @Test
  public void whatMayBeDialledIsNotTold() {
    registry.put(PLUGIN);
    grant("host_api.websocket", "wss://example.com/feed", "ingress", "gateway");

    assertEquals(List.of(), told);
  }

  @Test
  public void aPluginThatNoGrantIsForIsPassedOver() {
    registry.put(PLUGIN);
    sources.authorityChanged(registry.snapshot());

    assertEquals(List.of(), told);
  }

  @Test
  public void aChangeWithoutEffectTellsNothingAgain() {
    registry.put(PLUGIN);
    grant("ingress", "gateway");
    grant("ingress", "gateway");

    assertEquals(1, told.size());
  }
}
