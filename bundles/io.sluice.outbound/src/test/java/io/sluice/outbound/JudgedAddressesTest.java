// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static io.sluice.outbound.FakeNames.address;
import static io.sluice.outbound.FakeNames.addresses;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** Which addresses come out of a look-up. */
public final class JudgedAddressesTest {

  private final FakeNames names = new FakeNames();
  private final StrictJudge judge = new StrictJudge();
  private final HostResolver resolver = new HostResolver(names, Duration.ofSeconds(Outcome.NEVER));

  @After
  public void close() {
    resolver.close();
  }

  private List<InetAddress> found(String host) throws Exception {
    return Outcome.of(resolver.resolve(host, judge));
  }

  private String refused(String host) {
    return Outcome.refusal(resolver.resolve(host, judge));
  }

  @Test
  public void anAddressThatPassesComesOut() throws Exception {
    names.with("example.com", "93.184.216.34");
    assertEquals(addresses("93.184.216.34"), found("example.com"));
  }

  @Test
  public void whatWasJudgedIsWhatComesOut() throws Exception {
    names.with("example.com", "93.184.216.34");
    InetAddress out = found("example.com").get(0);
    assertSame(judge.judged().get(0), out);
  }

  @Test
  public void ofMixedAnswersOnlyThoseThatPassComeOutInTheirOrder() throws Exception {
    names.with("example.com", "127.0.0.1", "8.8.8.8", "10.0.0.1", "1.1.1.1", "::1");
    assertEquals(addresses("8.8.8.8", "1.1.1.1"), found("example.com"));
  }

  @Test
  public void anAliasOfLocalhostIsRefusedForItsAddress() {
    names.with("alias.example.com", "127.0.0.1");
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("alias.example.com"));
  }

  @Test
  public void theFirstRefusalIsToldWithTheOther() {
    names.with("example.com", "10.0.0.1", "127.0.0.1");
    assertEquals(
        "address_refused: 10.0.0.1 is private (1 other address is refused, too)",
        refused("example.com"));
  }

  @Test
  public void theFirstRefusalIsToldWithTheNumberOfTheOthers() {
    names.with("example.com", "10.0.0.1", "127.0.0.1", "::1");
    assertEquals(
        "address_refused: 10.0.0.1 is private (2 other addresses are refused, too)",
        refused("example.com"));
  }

  @Test
  public void eachLookUpIsJudgedAnewWhenANameIsRebound() throws Exception {
    Iterator<String> answers = List.of("8.8.8.8", "127.0.0.1").iterator();
    names.with("example.com", name -> addresses(answers.next()));
    assertEquals(addresses("8.8.8.8"), found("example.com"));
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("example.com"));
  }

  @Test
  public void ofAThousandAnswersSixteenComeOut() throws Exception {
    List<InetAddress> thousand = thousand("8.8.%d.%d");
    names.with("example.com", name -> thousand);
    assertEquals(thousand.subList(0, 16), found("example.com"));
    assertEquals(16, judge.judged().size());
  }

  @Test
  public void theOneGoodAddressAfterAThousandBadOnesComesOut() throws Exception {
    List<InetAddress> answer = new ArrayList<>(thousand("10.0.%d.%d"));
    answer.add(address("8.8.8.8"));
    names.with("example.com", name -> answer);
    assertEquals(addresses("8.8.8.8"), found("example.com"));
  }

  private static List<InetAddress> thousand(String format) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> address(format.formatted(i / 250, i % 250)))
        .toList();
  }

  @Test
  public void anEmptyAnswerIsAFailure() {
    names.with("example.com");
    assertEquals("dns_failed: example.com has no address", refused("example.com"));
  }

  @Test
  public void anUnknownHostIsAFailure() {
    assertEquals(
        "dns_failed: nobody.example is unknown, or no name server answered",
        refused("nobody.example"));
  }

  @Test
  public void aLiteralAddressIsNotLookedUp() throws Exception {
    assertEquals(addresses("8.8.8.8"), found("8.8.8.8"));
    assertEquals(addresses("2001:4860:4860::8888"), found("[2001:4860:4860::8888]"));
    assertEquals(List.of(), names.asked());
  }

  @Test
  public void aLiteralAddressIsJudged() {
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("127.0.0.1"));
    assertEquals("address_refused: 0:0:0:0:0:0:0:1 is loopback", refused("[::1]"));
  }

  @Test
  public void aLiteralAddressThatIsMappedIntoIpv6IsJudged() {
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("[::ffff:127.0.0.1]"));
  }

  @Test
  public void aNumberThatIsNoDottedQuadIsLookedUpAndJudged() {
    names.with("2130706433", "127.0.0.1").with("999.1.1.1", "127.0.0.1");
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("2130706433"));
    assertEquals("address_refused: 127.0.0.1 is loopback", refused("999.1.1.1"));
    assertEquals(List.of("2130706433", "999.1.1.1"), names.asked());
  }

  @Test
  public void whatStandsInBracketsAndIsNoAddressIsAFailure() {
    assertEquals(
        "dns_failed: [example.com] is no IPv6 address in brackets", refused("[example.com]"));
    assertEquals(List.of(), names.asked());
  }

  @Test
  public void aJudgeThatThrowsFailsTheStage() {
    names.with("example.com", "8.8.8.8");
    RuntimeException thrown = new IllegalStateException("the judge is ill");
    assertSame(
        thrown,
        Outcome.failure(
            resolver.resolve(
                "example.com",
                address -> {
                  throw thrown;
                })));
  }

  @Test
  public void aJudgeThatThrowsForALiteralAddressFailsTheStage() {
    Error thrown = new AssertionError("the judge is ill");
    assertSame(
        thrown,
        Outcome.failure(
            resolver.resolve(
                "8.8.8.8",
                address -> {
                  throw thrown;
                })));
  }
}
