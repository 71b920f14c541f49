// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.Test;

/**
 * What holds for all URLs and targets, tried with many that are made at random. The system property
 * {@code sluice.seed} sets another seed than the usual one.
 */
public final class TargetPropertiesTest {

  private static final long SEED = Long.getLong("sluice.seed", 20_261_120L);
  private static final int URLS = 1_000_000;
  private static final int TARGETS = 500;

  private final RandomTexts texts = new RandomTexts(new Random(SEED));
  private final List<Target> targets = some(TARGETS, texts::target, Target::parse);

  /** Nothing but this exception may come out of a text that somebody else wrote. */
  private static <T> Optional<T> accepted(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (InvalidTargetException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new AssertionError("sluice.seed=" + SEED + " text=" + text, e);
    }
  }

  private static <T> List<T> some(int number, Supplier<String> source, Function<String, T> parser) {
    List<T> some = new ArrayList<>();
    while (some.size() < number) {
      accepted(source.get(), parser).ifPresent(some::add);
    }
    return some;
  }

  private static <A, B> void check(A one, B other, BiConsumer<A, B> property) {
    try {
      property.accept(one, other);
    } catch (AssertionError e) {
      throw new AssertionError("sluice.seed=" + SEED + " for " + one + " and " + other, e);
    }
  }

  private void checkAllPairs(BiConsumer<Target, Target> property) {
    for (Target one : targets) {
      for (Target other : targets) {
        check(one, other, property);
      }
    }
  }

  @Test
  public void whatIsDialledIsWhatWasCompared() {
    int covered = 0;
    for (int i = 0; i < URLS; i++) {
      Optional<TargetUrl> url = accepted(texts.url(), TargetUrl::parse);
      if (url.isPresent()) {
        Target target = targets.get(i % targets.size());
        URI dialled = URI.create(url.get().uri().toString());
        check(url.get(), dialled, TargetPropertiesTest::requireSameParts);
        if (target.covers(url.get())) {
          check(target, dialled, TargetPropertiesTest::requireWithin);
          covered++;
        }
      }
    }
    assertTrue("only " + covered + " URLs were covered", covered > URLS / 1_000);
  }

  private static void requireSameParts(TargetUrl url, URI dialled) {
    assertEquals(url.scheme().text(), dialled.getScheme());
    assertEquals(url.host(), dialled.getHost());
    assertEquals(url.port(), port(dialled, url.scheme()));
    assertEquals(url.path(), dialled.getRawPath());
    assertEquals(url.query(), Optional.ofNullable(dialled.getRawQuery()));
    assertNull(dialled.getRawUserInfo());
    assertNull(dialled.getRawFragment());
    assertEquals(dialled, dialled.normalize());
    assertEquals(url, TargetUrl.parse(dialled.toString()));
  }

  private static int port(URI uri, Scheme scheme) {
    return uri.getPort() == -1 ? scheme.defaultPort() : uri.getPort();
  }

  /** Decides anew, by another way than the target does, and from what is dialled alone. */
  private static void requireWithin(Target target, URI dialled) {
    String pattern = target.host().text();
    String host = dialled.getHost();
    assertEquals(target.scheme().text(), dialled.getScheme());
    assertTrue(target.port() == Target.ANY_PORT || target.port() == port(dialled, target.scheme()));
    assertTrue(
        pattern.equals("*")
            || pattern.equals(host)
            || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1))));
    assertTrue((dialled.getPath() + "/").startsWith(decoded(target.pathPrefix()) + "/"));
  }

  private static String decoded(String path) {
    return URI.create("ws://a" + path).getPath();
  }

  @Test
  public void whatCoversATargetCoversItsUrls() {
    List<TargetUrl> urls = some(TARGETS, texts::url, TargetUrl::parse);
    checkAllPairs(
        (wider, narrower) -> {
          if (wider.covers(narrower)) {
            urls.forEach(url -> assertTrue(!narrower.covers(url) || wider.covers(url)));
          }
        });
  }

  @Test
  public void aTargetCoversAUrlIfItCoversTheNarrowestTargetOfIt() {
    for (TargetUrl url : some(TARGETS, texts::url, TargetUrl::parse)) {
      if (url.scheme().isWebSocket() && !url.path().endsWith("/") && !url.path().contains(",")) {
        Target narrowest = Target.parse(url.display());
        for (Target target : targets) {
          check(
              target,
              url,
              (each, covered) -> assertEquals(each.covers(covered), each.covers(narrowest)));
        }
      }
    }
  }

  @Test
  public void targetsWithAUrlInCommonOverlap() {
    for (TargetUrl url : some(TARGETS, texts::url, TargetUrl::parse)) {
      List<Target> covering = targets.stream().filter(each -> each.covers(url)).toList();
      for (Target one : covering) {
        for (Target other : covering) {
          check(one, other, (a, b) -> assertTrue(a.overlaps(b)));
        }
      }
    }
  }

  @Test
  public void overlappingIsMutual() {
    checkAllPairs((one, other) -> assertEquals(one.overlaps(other), other.overlaps(one)));
  }

  @Test
  public void whatCoversATargetOverlapsIt() {
    checkAllPairs((one, other) -> assertTrue(!one.covers(other) || one.overlaps(other)));
  }

  @Test
  public void targetsThatCoverEachOtherAreEqual() {
    checkAllPairs(
        (one, other) -> assertEquals(one.equals(other), one.covers(other) && other.covers(one)));
  }

  @Test
  public void aTargetThatIsWrittenIsReadAsTheSame() {
    for (Target target : some(20 * TARGETS, texts::target, Target::parse)) {
      check(target, target.toString(), (each, line) -> assertEquals(each, Target.parse(line)));
    }
  }
}
