// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Denial;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.Target;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** What sluice:grant --from-denial writes. */
public final class DenialRemedyTest {

  private static final PluginId CHAT = new PluginId("org.example.chat", "1.2.0", "", 7);
  private static final Access FEED = Access.parse("wss://a.test/feed");

  private static Denial denial(String ingress, @Nullable InetAddress address) {
    return new Denial(
        "d-17",
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        new AccessAttempt(CHAT, AccessAttempt.DIAL, FEED, ingress, address),
        Decision.refused("not_granted", "no"));
  }

  private static Explanation explained(Remedy remedy) {
    return new Explanation(
        FEED.toString(),
        Decision.refused("not_granted", "no"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        remedy);
  }

  /** An authority that refuses every address; nothing else is asked. */
  private static PluginAuthority noAddress() {
    return (PluginAuthority)
        Proxy.newProxyInstance(
            PluginAuthority.class.getClassLoader(),
            new Class<?>[] {PluginAuthority.class},
            (proxy, method, arguments) -> Decision.refused("address_refused", "no"));
  }

  private static DenialRemedy remedy(Denial denial, Remedy remedy) {
    return DenialRemedy.of(denial, explained(remedy), noAddress());
  }

  private static String refusal(Remedy remedy) {
    return String.valueOf(
        assertThrows(SluiceException.class, () -> remedy(denial("", null), remedy)).getMessage());
  }

  private static Remedy granting(Set<String> ingresses) {
    return new Remedy(
        List.of(),
        new GrantAddition(Set.of(Target.parse("wss://a.test/feed")), ingresses, Set.of(), Map.of()),
        List.of());
  }

  @Test
  public void itIsTheTargetAndTheIngressOfTheAttempt() {
    assertEquals(
        List.of("host_api.websocket = wss://a.test/feed", "ingress = gateway"),
        remedy(denial("gateway", null), granting(Set.of("gateway", "alerts"))).addition().lines());
  }

  @Test
  public void anAttemptForNoIngressGrantsNone() {
    assertEquals(
        List.of("host_api.websocket = wss://a.test/feed"),
        remedy(denial("", null), granting(Set.of("gateway"))).addition().lines());
  }

  @Test
  public void aRefusedAddressIsGrantedAlone() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

    assertEquals(
        List.of("addresses = 127.0.0.1/32"),
        remedy(denial("gateway", loopback), Remedy.NONE).addition().lines());
  }

  @Test
  public void whatIsNotDeclaredIsRefused() {
    assertEquals(
        "a grant cannot help with d-17, since the plugin does not declare wss://a.test/feed; its"
            + " author would add host_api.websocket: { }",
        refusal(
            new Remedy(List.of("host_api.websocket: { }"), granting(Set.of()).grant(), List.of())));
  }

  @Test
  public void whatIsDeniedIsRefused() {
    assertEquals(
        "another line in a grant cannot help with d-17; take deny = wss://* out of"
            + " io.sluice.grant~x",
        refusal(
            new Remedy(
                List.of(),
                GrantAddition.NOTHING,
                List.of("take deny = wss://* out of io.sluice.grant~x"))));
  }

  @Test
  public void whatIsAllowedByNowIsRefused() {
    assertEquals("d-17 needs nothing any more: it is allowed by now", refusal(Remedy.NONE));
  }
}
