// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.spi.outbound.OutboundListener;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.outbound.ProxyRoute.Kind;
import io.sluice.spi.outbound.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;

/** Which way leads to a host. */
public final class ProxyComponentTest {

  private static final String PID = "io.sluice.outbound.proxy~one";
  private static final String OTHER_PID = "io.sluice.outbound.proxy~two";
  private static final Route DIRECT = new Route.Direct();
  private static final Route VIA_ONE = via("one.example");
  private static final Route VIA_TWO = via("two.example");

  private final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  private final ProxyComponent proxies = new ProxyComponent(diagnostics);

  private static Route via(String host) {
    return new Route.Via(new ProxyRoute(Kind.HTTP, host, 3128, "", ""));
  }

  private static Map<String, Object> proxy(String host, String... more) {
    Map<String, Object> values = new HashMap<>();
    values.putAll(Map.of("kind", "http", "host", host, "port", "3128"));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  private void configure(String pid, Map<String, Object> values) {
    proxies.updated(pid, FrameworkUtil.asDictionary(values));
  }

  private Route secure(String host) {
    return proxies.to(true, host, 443);
  }

  private void assertRefused(String extent, String why) {
    assertEquals(
        List.of(
            "ERROR proxy proxy_refused [] %s is refused as a whole, for %s: %s"
                .formatted(PID, extent, why)),
        diagnostics.lines());
  }

  @Test
  public void eachChangeIsToldAfterItHolds() {
    List<Route> seen = new ArrayList<>();
    proxies.addListener(
        () -> {
          throw new IllegalStateException("as the test says");
        });
    OutboundListener listener = () -> seen.add(secure("a.example.com"));
    proxies.addListener(listener);
    configure(PID, proxy("one.example"));
    proxies.deleted(PID);
    proxies.removeListener(listener);
    configure(PID, proxy("two.example"));
    assertEquals(List.of(VIA_ONE, DIRECT), seen);
  }

  @Test
  public void withoutConfigurationTheWayIsDirect() {
    assertEquals(DIRECT, secure("a.example.com"));
  }

  @Test
  public void aProxyWithoutTargetsIsTheWayToAll() {
    configure(PID, proxy("one.example"));
    assertEquals(VIA_ONE, secure("a.example.com"));
    assertEquals(VIA_ONE, proxies.to(false, "a.example.com", 8080));
    assertEquals(VIA_ONE, secure("[2001:db8::1]"));
  }

  @Test
  public void aProxyWithTargetsIsTheWayToThoseAlone() {
    configure(PID, proxy("one.example", "targets", "wss://a.example.com, ws://b.example.com"));
    assertEquals(VIA_ONE, secure("a.example.com"));
    assertEquals(VIA_ONE, proxies.to(false, "b.example.com", 80));
    assertEquals(DIRECT, secure("b.example.com"));
    assertEquals(DIRECT, proxies.to(true, "a.example.com", 8443));
  }

  @Test
  public void whatIsTakenOutIsReachedDirectly() {
    configure(PID, proxy("one.example", "except", "wss://*.corp.example:*"));
    assertEquals(DIRECT, secure("a.corp.example"));
    assertEquals(VIA_ONE, secure("a.example.com"));
  }

  @Test
  public void whatIsTakenOutOfOneMayBeReachedThroughAnother() {
    configure(
        PID,
        proxy("one.example", "targets", "wss://*.example.com", "except", "wss://a.example.com"));
    configure(OTHER_PID, proxy("two.example"));
    assertEquals(VIA_TWO, secure("a.example.com"));
    assertEquals(VIA_ONE, secure("b.example.com"));
  }

  @Test
  public void theMoreExactTargetWins() {
    configure(PID, proxy("one.example", "targets", "wss://*.example.com"));
    configure(OTHER_PID, proxy("two.example", "targets", "wss://a.example.com:*"));
    assertEquals(VIA_TWO, secure("a.example.com"));
    assertEquals(VIA_ONE, secure("b.example.com"));
  }

  @Test
  public void anHttpAndAWebSocketTargetOfOnePlaceAreTheSame() {
    configure(PID, proxy("one.example", "targets", "wss://a.example.com"));
    configure(OTHER_PID, proxy("two.example", "targets", "https://a.example.com"));
    assertEquals(2, diagnostics.lines().size());
  }

  @Test
  public void ofTwoForTheSameTargetNeitherIsTheWay() {
    configure(PID, proxy("one.example"));
    configure(OTHER_PID, proxy("two.example"));
    assertEquals(
        new Route.Refused(
            "proxy_refused",
            "there is no way to a.example.com:443, since "
                + PID
                + " is refused: targets: ws://*:* is also in "
                + OTHER_PID
                + "; name it in one of them only"),
        secure("a.example.com"));
    assertEquals(2, diagnostics.lines().size());
  }

  @Test
  public void whenOneOfTwoGoesTheOtherIsTheWay() {
    configure(PID, proxy("one.example"));
    configure(OTHER_PID, proxy("two.example"));
    proxies.deleted(PID);
    assertEquals(VIA_TWO, secure("a.example.com"));
  }

  @Test
  public void aThirdOneTellsOnlyWhatIsNew() {
    configure(PID, proxy("one.example"));
    configure(OTHER_PID, proxy("two.example"));
    diagnostics.lines().clear();
    configure("io.sluice.outbound.proxy~z", proxy("three.example", "targets", "wss://a.example"));
    assertEquals(List.of(), diagnostics.lines());
  }

  @Test
  public void aDeletedProxyIsNoLongerTheWay() {
    configure(PID, proxy("one.example"));
    proxies.deleted(PID);
    assertEquals(DIRECT, secure("a.example.com"));
  }

  @Test
  public void aRefusedProxyLeavesNoWayToItsTargets() {
    configure(PID, proxy("one.example", "targets", "wss://a.example.com", "port", "0"));
    assertEquals(
        new Route.Refused(
            "proxy_refused",
            "there is no way to a.example.com:443, since "
                + PID
                + " is refused: port: not a number from 1 to 65535"),
        secure("a.example.com"));
    assertEquals(DIRECT, secure("b.example.com"));
    assertRefused("its targets", "port: not a number from 1 to 65535");
  }

  @Test
  public void aRefusedProxyIsNoWayAlsoWhereAnotherNamesTheSameTarget() {
    configure(PID, proxy("one.example", "port", "0"));
    configure(OTHER_PID, proxy("two.example"));
    assertEquals(Route.Refused.class, secure("a.example.com").getClass());
  }

  @Test
  public void aRefusedProxyLeavesTheWayToWhatIsTakenOut() {
    configure(PID, proxy("one.example", "except", "wss://a.example.com", "port", "0"));
    assertEquals(DIRECT, secure("a.example.com"));
    assertEquals(Route.Refused.class, secure("b.example.com").getClass());
  }

  @Test
  public void aTargetThatCannotBeReadLeavesNoWayAtAll() {
    configure(PID, proxy("one.example", "targets", "a.example.com"));
    assertEquals(Route.Refused.class, secure("b.example.com").getClass());
    assertRefused("every host", "targets[0]: write scheme://host[:port][/path/prefix]");
  }

  @Test
  public void anExceptionThatCannotBeReadIsNoException() {
    configure(
        PID, proxy("one.example", "targets", "wss://*.example.com", "except", "a.example.com"));
    assertEquals(Route.Refused.class, secure("a.example.com").getClass());
    assertEquals(DIRECT, secure("b.example"));
    assertRefused("its targets", "except[0]: write scheme://host[:port][/path/prefix]");
  }

  @Test
  public void aProxyThatIsNotAppliedYetLeavesNoWay() {
    ProxyComponent starting = new ProxyComponent(diagnostics);
    starting.addConfigurationAdmin(
        new FakeConfigurations().with(PID, proxy("one.example")).admin());
    assertEquals(Route.Refused.class, starting.to(true, "a.example.com", 443).getClass());
    starting.updated(PID, FrameworkUtil.asDictionary(proxy("one.example")));
    assertEquals(VIA_ONE, starting.to(true, "a.example.com", 443));
  }

  @Test
  public void aProxyThatIsInForceStaysSoWhenConfigurationAdminComesBack() {
    configure(PID, proxy("one.example"));
    proxies.addConfigurationAdmin(new FakeConfigurations().with(PID, proxy("one.example")).admin());
    assertEquals(VIA_ONE, secure("a.example.com"));
  }

  @Test
  public void aProxyMaySpeakSocksAndAskForAUser() {
    Map<String, Object> values =
        proxy("[2001:db8::1]", "kind", "socks5", "user", "host", "password", "not-a-secret");
    values.put("port", 1080);
    configure(PID, values);
    assertEquals(
        new Route.Via(new ProxyRoute(Kind.SOCKS5, "[2001:db8::1]", 1080, "host", "not-a-secret")),
        secure("a.example.com"));
  }

  @Test
  public void noCredentialsAreShown() {
    configure(PID, proxy("one.example", "user", "somebody", "password", "not-a-secret"));
    Route route = secure("a.example.com");
    assertFalse(route.toString(), route.toString().matches(".*(somebody|not-a-secret).*"));
  }

  @Test
  public void aKindThatIsNone() {
    configure(PID, proxy("one.example", "kind", "https"));
    assertRefused("every host", "kind: write http or socks5");
  }

  @Test
  public void aMissingKind() {
    configure(PID, proxy("one.example", "kind", ""));
    assertRefused("every host", "kind: missing or empty; write http or socks5");
  }

  @Test
  public void aMissingHost() {
    configure(PID, proxy(""));
    assertRefused("every host", "host: missing or empty; write the proxy's host");
  }

  @Test
  public void aHostThatStandsForSeveral() {
    configure(PID, proxy("*.example.com"));
    assertRefused("every host", "host: stands for several; write the proxy's host");
  }

  @Test
  public void aHostThatIsNone() {
    configure(PID, proxy("127.1"));
    assertRefused(
        "every host", "host: the host is a number but not an IPv4 address in dotted decimal form");
  }

  @Test
  public void aPortThatIsTooHigh() {
    configure(PID, proxy("one.example", "port", "65536"));
    assertRefused("every host", "port: not a number from 1 to 65535");
  }

  @Test
  public void anUnknownKey() {
    configure(PID, proxy("one.example", "pasword", "not-a-secret"));
    assertRefused("every host", "pasword: unknown key; leave it out or correct it");
  }

  @Test
  public void aPasswordWithoutAUser() {
    configure(PID, proxy("one.example", "password", "not-a-secret"));
    assertRefused("every host", "password: there is no user; add it or leave this out");
  }

  @Test
  public void aUserWithoutAPassword() {
    configure(PID, proxy("one.example", "user", "somebody"));
    assertRefused("every host", "user: there is no password; add it or leave this out");
  }

  @Test
  public void aUserThatHttpCannotTransmit() {
    configure(PID, proxy("one.example", "user", "some:body", "password", "not-a-secret"));
    assertRefused("every host", "user: has a colon, which HTTP cannot transmit; name another user");
  }

  @Test
  public void aPasswordWithAControlCharacter() {
    configure(PID, proxy("one.example", "user", "somebody", "password", "not\r\nsecret"));
    assertRefused("every host", "password: has a control character; leave it out");
  }

  @Test
  public void aPasswordThatIsTooLong() {
    configure(PID, proxy("one.example", "user", "somebody", "password", "ä".repeat(128)));
    assertRefused("every host", "password: longer than 255 bytes; proxies take no more");
  }

  @Test
  public void tooManyTargets() {
    configure(PID, proxy("one.example", "targets", "wss://a.example,".repeat(257)));
    assertRefused("every host", "targets: more than 256 elements");
  }
}
