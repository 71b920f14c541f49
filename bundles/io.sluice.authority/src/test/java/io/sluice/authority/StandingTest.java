// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.Standing.Kind;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import java.util.List;
import org.junit.Test;

/** What the grants say of a plugin as a whole. */
public final class StandingTest {

  private static final String[] FEED = {
    "host_api.websocket", "wss://example.com/feed", "ingress", "*"
  };
  private static final String[] OTHER_DIGEST = {"digest", "sha256:" + "f".repeat(64)};
  private static final Access URL = Access.parse("wss://example.com/feed");
  private static final PluginDeclaration PLUGIN = Chat.declaring("wss://example.com/feed");

  private static Grant feed(String... keysAndValues) {
    return feedOf("io.sluice.grant~1", keysAndValues);
  }

  private static Grant feedOf(String pid, String... keysAndValues) {
    String[] all = new String[FEED.length + keysAndValues.length];
    System.arraycopy(FEED, 0, all, 0, FEED.length);
    System.arraycopy(keysAndValues, 0, all, FEED.length, keysAndValues.length);
    return Chat.grantOf(pid, all);
  }

  private static Authority alone(Grant... grants) {
    return AuthorityFold.fold(PLUGIN, List.of(grants), true);
  }

  private static Authority notAlone(Grant... grants) {
    return AuthorityFold.fold(PLUGIN, List.of(grants), false);
  }

  private static Authority open(Grant... grants) {
    return AuthorityFold.fold(Chat.declaring("wss://${server}/feed"), List.of(grants), true);
  }

  /** The decision has the code and message of the standing, and nothing is received. */
  private static void assertHolds(Kind kind, String message, Authority authority) {
    assertEquals(new Standing(kind, message), authority.standing());
    assertEquals(kind.code(), authority.decide(URL).code());
    assertEquals(message, authority.decide(URL).message());
    assertFalse(authority.receives("gateway"));
  }

  private static void assertGranted(Authority authority) {
    assertEquals(new Standing(Kind.GRANTED, ""), authority.standing());
    assertTrue(authority.decide(URL).allowed());
    assertTrue(authority.receives("gateway"));
  }

  @Test
  public void aGrantWithoutPinsIsForEveryVersion() {
    assertGranted(alone(feed()));
  }

  @Test
  public void withoutAGrantTheFirstThingToDoIsToGrant() {
    assertEquals(
        new Standing(Kind.NOT_GRANTED, "no grant names it; sluice:grant org.example.chat"),
        alone().standing());
    assertEquals("not_granted", alone().decide(URL).code());
    assertFalse(alone().receives("gateway"));
  }

  @Test
  public void aPinOfThisVersionAndTheseContentsHolds() {
    assertGranted(alone(feed("version", Chat.VERSION, "digest", Chat.DIGEST)));
  }

  @Test
  public void aPinOfAnotherVersionDenies() {
    assertHolds(
        Kind.VERSION_MISMATCH,
        "io.sluice.grant~1 is for version 1.3.0, but 1.2.0 is installed",
        alone(feed("version", "1.3")));
  }

  @Test
  public void aPinOfOtherContentsDenies() {
    assertHolds(
        Kind.DIGEST_MISMATCH,
        "io.sluice.grant~1 is for digest sha256:"
            + "f".repeat(64)
            + ", but the bundle's is "
            + Chat.DIGEST,
        alone(feed(OTHER_DIGEST)));
  }

  @Test
  public void thisVersionWithOtherContentsIsDenied() {
    Authority authority = alone(feed("version", Chat.VERSION, OTHER_DIGEST[0], OTHER_DIGEST[1]));

    assertEquals("digest_mismatch", authority.decide(URL).code());
  }

  @Test
  public void oneGrantThatFitsIsEnough() {
    assertGranted(
        alone(
            feedOf("io.sluice.grant~1", "version", "1.3.0"),
            feedOf("io.sluice.grant~2", "version", "1.2.0")));
  }

  @Test
  public void whatAGrantForAnotherVersionDeniesIsNotDenied() {
    assertGranted(
        alone(
            feedOf("io.sluice.grant~1"),
            Chat.grantOf("io.sluice.grant~2", "version", "1.3.0", "deny", "wss://*")));
  }

  @Test
  public void ofTwoBundlesOfOneNameNeitherIsGrantedWithoutAPin() {
    assertHolds(
        Kind.AMBIGUOUS,
        "another installed bundle is named org.example.chat; uninstall one, or put version = 1.2.0"
            + " into a grant",
        notAlone(feed()));
  }

  @Test
  public void ofTwoBundlesOfOneNameNeitherIsGrantedWithoutAGrant() {
    assertEquals("ambiguous", notAlone().decide(URL).code());
  }

  @Test
  public void ofTwoBundlesOfOneNameTheOtherOneMayBeMeant() {
    assertEquals("ambiguous", notAlone(feed("version", "1.3.0")).decide(URL).code());
    assertEquals("ambiguous", notAlone(feed(OTHER_DIGEST)).decide(URL).code());
  }

  @Test
  public void aPinOfTheVersionResolvesTheAmbiguity() {
    assertGranted(notAlone(feed("version", "1.2")));
  }

  @Test
  public void aPinOfTheContentsResolvesTheAmbiguity() {
    assertGranted(notAlone(feed("digest", Chat.DIGEST)));
  }

  @Test
  public void whatIsGrantedWithoutAPinDoesNotCountBesideABundleOfTheSameName() {
    Authority authority =
        notAlone(
            Chat.grantOf("io.sluice.grant~1", "version", "1.2.0", "ingress", "gateway"),
            feedOf("io.sluice.grant~2"));

    assertEquals("not_granted", authority.decide(URL).code());
    assertFalse(authority.receives("alerts"));
  }

  @Test
  public void whatIsDeniedWithoutAPinStaysDeniedBesideABundleOfTheSameName() {
    Authority authority =
        notAlone(
            feedOf("io.sluice.grant~1", "version", "1.2.0"),
            Chat.grantOf("io.sluice.grant~2", "deny", "wss://example.com"));

    assertEquals("denied", authority.decide(URL).code());
  }

  @Test
  public void whatOnlyReportsWithoutAPinOnlyReportsBesideABundleOfTheSameName() {
    Authority authority =
        notAlone(
            feedOf("io.sluice.grant~1", "version", "1.2.0"),
            Chat.grantOf("io.sluice.grant~2", "mode", "report_only"));

    assertEquals("report_only", authority.decide(URL).code());
  }

  @Test
  public void oneGrantThatOnlyReportsHoldsForThePlugin() {
    assertHolds(
        Kind.REPORT_ONLY,
        "a grant has mode = report_only, so that nothing is dialled",
        alone(feedOf("io.sluice.grant~1"), feedOf("io.sluice.grant~2", "mode", "report_only")));
  }

  @Test
  public void aMissingParameterIsWaitedFor() {
    assertHolds(
        Kind.PARAMETER,
        "parameter server: no value; sluice:grant org.example.chat NAME=VALUE",
        open(feed()));
  }

  @Test
  public void aBadParameterIsWaitedFor() {
    assertHolds(
        Kind.PARAMETER,
        "parameter server: the host is not in lower case; write example.com;"
            + " sluice:grant org.example.chat NAME=VALUE",
        open(feed("param.server", "Example.com")));
  }

  @Test
  public void twoGrantsThatDifferInAParameterGiveNone() {
    assertHolds(
        Kind.PARAMETER,
        "parameter server: two grants differ",
        open(
            feedOf("io.sluice.grant~1", "param.server", "example.com"),
            feedOf("io.sluice.grant~2", "param.server", "evil.test")));
  }

  @Test
  public void twoGrantsThatAgreeOnAParameterGiveIt() {
    assertGranted(
        open(
            feedOf("io.sluice.grant~1", "param.server", "example.com"),
            feedOf("io.sluice.grant~2", "param.server", "example.com")));
  }

  @Test
  public void aParameterOfAGrantForAnotherVersionIsNone() {
    Authority authority =
        open(
            feedOf("io.sluice.grant~1"),
            feedOf("io.sluice.grant~2", "version", "1.3.0", "param.server", "example.com"));

    assertEquals("parameter", authority.decide(URL).code());
  }

  @Test
  public void aParameterFillsTheDeclarationAndNothingElse() {
    Authority authority = open(feed("param.server", "example.com"));

    assertGranted(authority);
    assertEquals("not_declared", authority.decide(Access.parse("wss://example.org/feed")).code());
  }

  @Test
  public void aParameterOfASourceThatItsTargetDoesNotNameIsWaitedForToo() {
    PluginDeclaration plugin = Chat.receiving("wss://example.com", "wss://example.com/${room}");

    assertHolds(
        Kind.PARAMETER,
        "parameter room: no value; sluice:grant org.example.chat NAME=VALUE",
        AuthorityFold.fold(plugin, List.of(feed()), true));
    assertGranted(AuthorityFold.fold(plugin, List.of(feed("param.room", "lobby")), true));
  }

  @Test
  public void whatOnlyReportsWaitsForNoParameter() {
    assertEquals("report_only", open(feed("mode", "report_only")).decide(URL).code());
  }
}
