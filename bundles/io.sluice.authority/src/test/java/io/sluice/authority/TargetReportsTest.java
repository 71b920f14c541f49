// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.authority.TargetReport.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class TargetReportsTest {

  private static final String WEBSOCKET = "host_api.websocket";
  private static final String FEED = "wss://example.com/feed";

  private static List<TargetReport> reports(String declared, String... grant) {
    return AuthorityFold.fold(Chat.declaring(declared), List.of(Chat.grant(grant)), true).targets();
  }

  private static Verdict verdict(String declared, String... grant) {
    return reports(declared, grant).get(0).verdict();
  }

  private static List<Map.Entry<String, Verdict>> verdicts(String declared, String... grant) {
    return reports(declared, grant).stream()
        .map(report -> Map.entry(report.target(), report.verdict()))
        .toList();
  }

  @Test
  public void aDeclaredTargetIsReportedWithItsReasonAndMarks() {
    assertEquals(
        List.of(
            new TargetReport(
                WEBSOCKET,
                "wss://*.example.com",
                Verdict.GRANTED,
                List.of("WIDE", "any path"),
                "because of wss://*.example.com")),
        reports("wss://*.example.com", WEBSOCKET, "wss://*.example.com"));
  }

  @Test
  public void aRequestTargetIsOfTheOtherCapability() {
    assertEquals(
        List.of(
            new TargetReport(
                "host_api.request",
                "GET https://example.com/v1",
                Verdict.REQUESTED,
                List.of(),
                "because of GET https://example.com/v1")),
        reports("GET https://example.com/v1"));
  }

  @Test
  public void aTargetThatIsDeclaredOnlyIsRequested() {
    assertEquals(Verdict.REQUESTED, verdict(FEED));
    assertEquals(Verdict.REQUESTED, verdict(FEED, WEBSOCKET, "wss://example.org"));
  }

  @Test
  public void aTargetThatAWiderOneGrantsIsGranted() {
    assertEquals(Verdict.GRANTED, verdict(FEED, WEBSOCKET, "wss://example.com"));
  }

  @Test
  public void aTargetOfWhichAPartIsGrantedIsPartlyGranted() {
    assertEquals(Verdict.PARTLY_GRANTED, verdict(FEED, WEBSOCKET, FEED + "/x"));
  }

  @Test
  public void aTargetOfWhichAPartIsDeniedIsPartlyGranted() {
    assertEquals(Verdict.PARTLY_GRANTED, verdict(FEED, WEBSOCKET, FEED, "deny", FEED + "/x"));
  }

  @Test
  public void aTargetOfWhichTheGrantedPartIsDeniedIsStillRequested() {
    assertEquals(Verdict.REQUESTED, verdict(FEED, WEBSOCKET, FEED + "/x", "deny", FEED + "/x"));
  }

  @Test
  public void aTargetThatIsDeniedInWholeIsDenied() {
    assertEquals(Verdict.DENIED, verdict(FEED, WEBSOCKET, FEED, "deny", "wss://example.com"));
    assertEquals(Verdict.DENIED, verdict(FEED, "deny", FEED));
  }

  @Test
  public void aTargetThatIsGrantedOnlyIsReportedToo() {
    assertEquals(
        new TargetReport(
            WEBSOCKET,
            "wss://*",
            Verdict.GRANTED_BUT_NOT_DECLARED,
            List.of("BROAD", "any path"),
            ""),
        reports("GET https://example.com", WEBSOCKET, "wss://*").get(1));
  }

  @Test
  public void aGrantedTargetThatConcernsADeclaredOneIsNotReportedApart() {
    assertEquals(
        List.of(Map.entry(FEED, Verdict.PARTLY_GRANTED)), verdicts(FEED, WEBSOCKET, FEED + "/x"));
  }

  @Test
  public void aDeniedTargetIsReportedToo() {
    assertEquals(
        List.of(Map.entry(FEED, Verdict.REQUESTED), Map.entry("wss://example.org", Verdict.DENIED)),
        verdicts(FEED, "deny", "wss://example.org"));
  }

  @Test
  public void aDeniedTargetThatIsDeclaredIsNotReportedTwice() {
    assertEquals(List.of(Map.entry(FEED, Verdict.DENIED)), verdicts(FEED, "deny", FEED));
  }

  @Test
  public void aTargetWhoseParameterHasNoValueIsReportedAsItIsDeclared() {
    assertEquals(
        List.of(
            new TargetReport(
                WEBSOCKET,
                "wss://${server}/feed",
                Verdict.REQUESTED,
                List.of(),
                "because of wss://${server}/feed")),
        reports("wss://${server}/feed"));
  }

  @Test
  public void aTargetWhoseParameterHasAValueIsReportedWithIt() {
    assertEquals(
        List.of(Map.entry(FEED, Verdict.GRANTED)),
        verdicts("wss://${server}/feed", "param.server", "example.com", WEBSOCKET, FEED));
  }

  @Test
  public void verdictsHaveWireNames() {
    assertEquals("granted-but-not-declared", Verdict.GRANTED_BUT_NOT_DECLARED.wireName());
    assertEquals("partly-granted", Verdict.PARTLY_GRANTED.wireName());
  }
}
