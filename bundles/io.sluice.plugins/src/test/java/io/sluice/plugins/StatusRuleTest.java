// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.id;
import static io.sluice.spi.authority.TargetReport.Verdict.DENIED;
import static io.sluice.spi.authority.TargetReport.Verdict.GRANTED;
import static io.sluice.spi.authority.TargetReport.Verdict.GRANTED_BUT_NOT_DECLARED;
import static io.sluice.spi.authority.TargetReport.Verdict.PARTLY_GRANTED;
import static io.sluice.spi.authority.TargetReport.Verdict.REQUESTED;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.Standing;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import java.time.Instant;
import org.junit.Test;

/** A plugin's status in one word, and what its operator reads beside it. */
public class StatusRuleTest {

  private static final PluginId ID = id("1.0.0");
  private static final Instant NOW = Instant.EPOCH;

  private final TestRegistry registry = new TestRegistry();
  private PluginBundle bundle = TestPlugin.bundle("feed", "chat");
  private TestAuthority authority = TestAuthority.granting(ID, "feed", "chat").with(GRANTED);
  private HandlerOffers offers = handlers("feed", "chat");

  private HandlerOffers handlers(String... ingresses) {
    HandlerOffers all = HandlerOffers.NONE;
    for (String ingress : ingresses) {
      all = all.with(HandlerOffer.of(registry.handler(ingress)));
    }
    return all;
  }

  private PluginEntry installed() {
    return PluginEntry.of(bundle, offers, authority, NOW);
  }

  private PluginEntry active() {
    PluginLife life =
        new PluginLife(
            new LifeServices(
                registry.context,
                new TestDispatcher(),
                (plugin, cause, batch) -> {
                  throw new UnsupportedOperationException();
                },
                fact -> {}));
    return installed().moved("ACTIVE", life, NOW);
  }

  private static PluginEntry failed(PluginEntry entry) {
    return new PluginEntry(
        entry.bundle(),
        entry.bundleState(),
        entry.life(),
        entry.offers(),
        entry.authority(),
        entry.run(),
        new LaneFailure("handler_failed", "3 calls in a row failed"),
        ServiceState.FAILED,
        NOW);
  }

  private static void require(Status status, String reason, PluginEntry entry) {
    assertEquals(new StatusRule.Verdict(status, reason), StatusRule.of(entry));
  }

  @Test
  public void aPluginThatHasAllItDeclaresIsRunning() {
    require(Status.RUNNING, "", active());
  }

  @Test
  public void aPluginThatDeclaresNoIngressIsRunning() {
    bundle = TestPlugin.bundle();

    require(Status.RUNNING, "", active());
  }

  @Test
  public void aPluginThatAsksForNothingIsRunningWithoutAGrant() {
    bundle = TestPlugin.withManifest(ID, "{ \"schema_version\": 1 }");
    authority = authority.with(Standing.Kind.NOT_GRANTED, "no grant names it");

    require(Status.RUNNING, "", active());
    require(Status.WAITING, "its bundle is INSTALLED; start bundle 7", installed());
  }

  @Test
  public void aPluginThatAsksForNothingWaitsForTheVersionThatIsGranted() {
    bundle = TestPlugin.withManifest(ID, "{ \"schema_version\": 1 }");
    authority = authority.with(Standing.Kind.VERSION_MISMATCH, "the grant is for version 2.0.0");

    require(Status.WAITING, "the grant is for version 2.0.0", active());
  }

  @Test
  public void aPluginThatAsksForRequestsAloneWaitsForAGrant() {
    bundle =
        TestPlugin.withManifest(
            ID,
            """
            {
              "schema_version": 1,
              "host_api": { "request": [{ "scheme": "https", "host": "a.example", "methods": ["GET"] }] }
            }
            """);
    authority = authority.with(Standing.Kind.NOT_GRANTED, "no grant names it");

    require(Status.WAITING, "no grant names it", active());
  }

  @Test
  public void aPluginWithABadManifestIsRejected() {
    bundle = PluginBundle.rejected(ID, "surprise: unknown field");

    require(Status.REJECTED, "surprise: unknown field", installed());
  }

  @Test
  public void anAmbiguousPluginIsAmbiguous() {
    authority = authority.with(Standing.Kind.AMBIGUOUS, "another bundle has its name");

    require(Status.AMBIGUOUS, "another bundle has its name", active());
  }

  @Test
  public void aPluginThatIsToReportOnlyIsDisabled() {
    authority = authority.with(Standing.Kind.REPORT_ONLY, "nothing is dialled");

    require(Status.DISABLED, "nothing is dialled", active());
  }

  @Test
  public void aPluginOfWhichEverythingIsDeniedIsDisabled() {
    authority = authority.with(DENIED);

    require(Status.DISABLED, "a grant's deny covers every target it declares", active());
  }

  @Test
  public void aPluginOfWhichATargetIsLeftIsNotDisabled() {
    authority = authority.with(PARTLY_GRANTED, DENIED);

    require(
        Status.PARTIAL,
        "ws://partly-granted is partly-granted; sluice:show org.example.chat",
        active());
  }

  @Test
  public void aPluginThatFailedIsFailed() {
    require(
        Status.FAILED,
        "3 calls in a row failed; sluice:restart org.example.chat",
        failed(active()));
  }

  @Test
  public void aPluginThatIsNotStartedWaitsForIt() {
    require(Status.WAITING, "its bundle is INSTALLED; start bundle 7", installed());
  }

  @Test
  public void aPluginThatStopsIsWaiting() {
    require(
        Status.WAITING,
        "its bundle is STOPPING; start bundle 7",
        active().moved("STOPPING", null, NOW));
  }

  @Test
  public void aPluginWithoutAGrantWaitsForIt() {
    authority = authority.with(Standing.Kind.NOT_GRANTED, "no grant names it");

    require(Status.WAITING, "no grant names it", active());
  }

  @Test
  public void aPluginThatWasUpdatedWaitsForItsGrants() {
    bundle = TestPlugin.bundle(id("2.0.0"), "feed", "chat");

    require(Status.WAITING, "its grants are being looked up for the new revision", active());
  }

  @Test
  public void aPluginWithoutAHandlerWaitsForIt() {
    offers = HandlerOffers.NONE;

    require(
        Status.WAITING,
        "ingress feed has no handler: a service IngressHandler with sluice.ingress=feed",
        active());
  }

  @Test
  public void aPluginWithoutAGrantedIngressWaitsForOne() {
    authority = TestAuthority.granting(ID).with(GRANTED);

    require(Status.WAITING, "ingress feed is not granted; sluice:grant org.example.chat", active());
  }

  @Test
  public void aPluginWithAnOpenParameterWaitsForItsValue() {
    bundle = TestPlugin.open(ID, "ws://${server}/feed", "feed");

    require(
        Status.WAITING,
        "ingress feed cannot connect: parameter server: no value;"
            + " sluice:grant org.example.chat NAME=VALUE",
        active());
  }

  @Test
  public void aPluginWhoseEarlierCallLingersIsWaiting() {
    require(
        Status.WAITING,
        "the last handler call of its earlier run has not ended",
        active().applied(ServiceState.STOPPING, NOW));
  }

  @Test
  public void aPluginThatLacksOneHandlerIsPartial() {
    offers = handlers("feed");

    require(
        Status.PARTIAL,
        "ingress chat has no handler: a service IngressHandler with sluice.ingress=chat",
        active());
  }

  @Test
  public void aPluginThatLacksOneIngressIsPartial() {
    authority = TestAuthority.granting(ID, "feed").with(GRANTED);

    require(Status.PARTIAL, "ingress chat is not granted; sluice:grant org.example.chat", active());
  }

  @Test
  public void aPluginThatLacksOneTargetIsPartial() {
    authority = authority.with(REQUESTED);

    require(Status.PARTIAL, "ws://requested is requested; sluice:show org.example.chat", active());
  }

  @Test
  public void whatIsGrantedBeyondTheDeclaredIsNoConcernOfThePlugin() {
    authority = authority.with(GRANTED, GRANTED_BUT_NOT_DECLARED, DENIED);

    require(Status.RUNNING, "", active());
  }

  @Test
  public void aBadManifestIsToldBeforeAnAmbiguousName() {
    bundle = PluginBundle.rejected(ID, "bad");
    authority = authority.with(Standing.Kind.AMBIGUOUS, "another bundle has its name");

    require(Status.REJECTED, "bad", active());
  }

  @Test
  public void anAmbiguousNameIsToldBeforeAFailure() {
    authority = authority.with(Standing.Kind.AMBIGUOUS, "another bundle has its name");

    require(Status.AMBIGUOUS, "another bundle has its name", failed(active()));
  }

  @Test
  public void aDisabledPluginIsToldBeforeAFailure() {
    authority = authority.with(DENIED);

    require(Status.DISABLED, "a grant's deny covers every target it declares", failed(active()));
  }

  @Test
  public void aMissingStartIsToldBeforeAMissingGrant() {
    authority = authority.with(Standing.Kind.NOT_GRANTED, "no grant names it");

    require(Status.WAITING, "its bundle is INSTALLED; start bundle 7", installed());
  }

  @Test
  public void aMissingGrantIsToldBeforeAMissingHandler() {
    authority = authority.with(Standing.Kind.NOT_GRANTED, "no grant names it");
    offers = HandlerOffers.NONE;

    require(Status.WAITING, "no grant names it", active());
  }
}
