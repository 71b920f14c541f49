// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static io.sluice.outbound.FakeNames.addresses;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.Decision;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** What name services do to those who ask, and to those who ask for something else. */
public final class LookUpsTest {

  /** A busy machine needs some of it to begin a look-up. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration LONG = Duration.ofSeconds(Outcome.NEVER);
  private static final int THREADS = 8;

  private final FakeNames names = new FakeNames();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<HostResolver> resolvers = new ArrayList<>();

  @After
  public void close() {
    names.close();
    resolvers.forEach(HostResolver::close);
  }

  private HostResolver resolver(Duration limit) {
    HostResolver resolver = new HostResolver(names, limit);
    resolvers.add(resolver);
    return resolver;
  }

  private static CompletionStage<List<InetAddress>> ask(HostResolver resolver, String host) {
    return resolver.resolve(host, address -> Decision.GRANTED);
  }

  private static String hanging(int number) {
    return "hanging" + number + ".example";
  }

  private void hang(HostResolver resolver, int hosts) {
    for (int i = 0; i < hosts; i++) {
      names.hanging(hanging(i), release, "8.8.8.8");
      ask(resolver, hanging(i));
    }
    int begun = Math.min(hosts, THREADS);
    await().atMost(LONG).until(() -> names.asked().size() == begun);
  }

  @Test
  public void aHostThatHangsTimesOut() {
    names.hanging("hanging.example", release);
    assertEquals(
        "dns_timeout: the look-up of hanging.example was not answered within 1000 ms",
        Outcome.refusal(ask(resolver(SHORT), "hanging.example")));
  }

  @Test
  public void aSlowHostIsFoundWithinTheLimit() throws Exception {
    names.hanging("slow.example", release, "8.8.8.8");
    CompletionStage<List<InetAddress>> stage = ask(resolver(LONG), "slow.example");
    release.countDown();
    assertEquals(addresses("8.8.8.8"), Outcome.of(stage));
  }

  @Test
  public void aHostThatHangsHoldsUpNoOther() throws Exception {
    HostResolver resolver = resolver(LONG);
    hang(resolver, 1);
    names.with("free.example", "1.1.1.1");
    assertEquals(addresses("1.1.1.1"), Outcome.of(ask(resolver, "free.example")));
  }

  @Test
  public void aHostThatHangsTakesOneThreadHoweverOftenItIsAskedFor() {
    HostResolver resolver = resolver(SHORT);
    names.hanging("hanging.example", release);
    for (int i = 0; i < 3; i++) {
      Outcome.refusal(ask(resolver, "hanging.example"));
    }
    assertEquals(List.of("hanging.example"), names.asked());
  }

  @Test
  public void thoseWhoAskMeanwhileShareTheOutcome() throws Exception {
    HostResolver resolver = resolver(LONG);
    names.hanging("slow.example", release, "8.8.8.8");
    List<CompletionStage<List<InetAddress>>> stages =
        IntStream.range(0, 100).mapToObj(i -> ask(resolver, "slow.example")).toList();
    release.countDown();
    for (CompletionStage<List<InetAddress>> stage : stages) {
      assertEquals(addresses("8.8.8.8"), Outcome.of(stage));
    }
    assertEquals(List.of("slow.example"), names.asked());
  }

  @Test
  public void whoSharesAnOutcomeHasAJudgeOfHisOwn() throws Exception {
    HostResolver resolver = resolver(LONG);
    names.hanging("slow.example", release, "127.0.0.1");
    CompletionStage<List<InetAddress>> lenient = ask(resolver, "slow.example");
    CompletionStage<List<InetAddress>> strict = resolver.resolve("slow.example", new StrictJudge());
    release.countDown();
    assertEquals(addresses("127.0.0.1"), Outcome.of(lenient));
    assertEquals("address_refused: 127.0.0.1 is loopback", Outcome.refusal(strict));
  }

  @Test
  public void aJudgeThatThrowsDoesNotDisturbThoseWhoShareTheOutcome() throws Exception {
    HostResolver resolver = resolver(LONG);
    names.hanging("slow.example", release, "8.8.8.8");
    CompletionStage<List<InetAddress>> ill =
        resolver.resolve(
            "slow.example",
            address -> {
              throw new IllegalStateException("the judge is ill");
            });
    CompletionStage<List<InetAddress>> well = ask(resolver, "slow.example");
    release.countDown();
    assertEquals(addresses("8.8.8.8"), Outcome.of(well));
    assertTrue(Outcome.failure(ill) instanceof IllegalStateException);
  }

  @Test
  public void anOutcomeIsNotKept() throws Exception {
    HostResolver resolver = resolver(LONG);
    names.with("example.com", "8.8.8.8");
    Outcome.of(ask(resolver, "example.com"));
    Outcome.of(ask(resolver, "example.com"));
    assertEquals(List.of("example.com", "example.com"), names.asked());
  }

  @Test
  public void aHundredHostsThatHangHoldUpAnotherNoLongerThanItsLimit() {
    HostResolver resolver = resolver(SHORT);
    names.with("free.example", "1.1.1.1");
    hang(resolver, 100);
    assertEquals(
        "dns_timeout: the look-up of free.example had to wait for others and was not begun within"
            + " 1000 ms",
        Outcome.refusal(ask(resolver, "free.example")));
  }

  @Test
  public void aThreadThatIsFreeAgainBeginsNothingThatNobodyWaitsForAnyMore() throws Exception {
    HostResolver resolver = resolver(SHORT);
    hang(resolver, 100);
    Outcome.refusal(ask(resolver, hanging(100)));
    release.countDown();
    names.with("free.example", "1.1.1.1");
    assertEquals(addresses("1.1.1.1"), Outcome.of(ask(resolver(LONG), "free.example")));
    assertEquals(addresses("1.1.1.1"), Outcome.of(ask(resolver, "free.example")));
    assertEquals(THREADS + 2, names.asked().size());
  }

  @Test
  public void noMoreLookUpsRunAtOnceThanThereAreThreads() {
    hang(resolver(LONG), 100);
    assertEquals(THREADS, names.asked().size());
  }

  @Test
  public void lookUpsRunOnDaemonThreadsThatAreNamed() throws Exception {
    List<String> threads = new ArrayList<>();
    names.with(
        "example.com",
        name -> {
          threads.add(Thread.currentThread().getName() + Thread.currentThread().isDaemon());
          return addresses("8.8.8.8");
        });
    Outcome.of(ask(resolver(LONG), "example.com"));
    assertEquals(List.of("sluice-dns-1true"), threads);
  }

  @Test
  public void aNameServiceThatFailsIsAFailure() {
    names.with(
        "example.com",
        name -> {
          throw new IllegalStateException("broken");
        });
    assertEquals(
        "dns_failed: the look-up of example.com failed: java.lang.IllegalStateException: broken",
        Outcome.refusal(ask(resolver(LONG), "example.com")));
  }

  @Test
  public void aNameServiceThatFailsIsAskedAgainTheNextTime() throws Exception {
    HostResolver resolver = resolver(LONG);
    Outcome.refusal(ask(resolver, "example.com"));
    names.with("example.com", "8.8.8.8");
    assertEquals(addresses("8.8.8.8"), Outcome.of(ask(resolver, "example.com")));
  }

  @Test
  public void aCallerCannotAnswerForAnother() {
    HostResolver resolver = resolver(LONG);
    names.hanging("hanging.example", release);
    CompletionStage<List<InetAddress>> mine = ask(resolver, "hanging.example");
    mine.toCompletableFuture().cancel(true);
    assertFalse(mine.toCompletableFuture().isDone());
  }

  @Test
  public void closingRefusesWhatWaits() {
    HostResolver resolver = resolver(LONG);
    hang(resolver, THREADS);
    CompletionStage<List<InetAddress>> begun = ask(resolver, hanging(0));
    CompletionStage<List<InetAddress>> notBegun = ask(resolver, "free.example");
    resolver.close();
    assertEquals(
        "dns_failed: hanging0.example is not looked up, since the resolver is stopping",
        Outcome.refusal(begun));
    assertEquals(
        "dns_failed: free.example is not looked up, since the resolver is stopping",
        Outcome.refusal(notBegun));
  }

  @Test
  public void afterClosingNothingIsLookedUp() {
    HostResolver resolver = resolver(LONG);
    resolver.close();
    assertEquals(
        "dns_failed: example.com is not looked up, since the resolver is stopping",
        Outcome.refusal(ask(resolver, "example.com")));
    assertEquals(List.of(), names.asked());
  }

  @Test
  public void closingEndsTheThreads() throws Exception {
    List<Thread> threads = new ArrayList<>();
    names.with(
        "example.com",
        name -> {
          threads.add(Thread.currentThread());
          return addresses("8.8.8.8");
        });
    HostResolver resolver = resolver(LONG);
    Outcome.of(ask(resolver, "example.com"));
    resolver.close();
    await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
  }
}
