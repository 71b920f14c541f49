// SPDX-License-Identifier: Apache-2.0
package io.sluice.fuzz;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sluice.authority.GrantFuzz;
import io.sluice.command.CommandFuzz;
import io.sluice.plugins.ManifestFuzz;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/**
 * Each input of the kept corpus, and many that are made of it.
 *
 * <p>A build tries the same inputs as the one before. The system property {@code sluice.fuzz.seed}
 * makes others, and {@code sluice.fuzz.runs} says how many.
 */
public final class FuzzTest {

  private static final long SEED = Long.getLong("sluice.fuzz.seed", 1);
  private static final int RUNS = Integer.getInteger("sluice.fuzz.runs", 20_000);
  private static final long MOST_BYTES = 64L << 20;

  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Path MANIFESTS =
      Path.of("../../bundles/io.sluice.plugins/src/test/resources/manifests");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One input that takes for ever is one too many. */
  @Rule public final Timeout timeout = Timeout.seconds(Math.max(120, RUNS / 100));

  /** What reads an input, and fails if what comes of it is not as it should be. */
  private interface Fuzz {
    void test(byte[] input) throws Exception;
  }

  @Test
  public void urls() throws Exception {
    fuzz(UrlFuzz::fuzzerTestOneInput, CORPUS.resolve("url"));
  }

  @Test
  public void targets() throws Exception {
    fuzz(TargetFuzz::fuzzerTestOneInput, CORPUS.resolve("target"));
  }

  @Test
  public void manifests() throws Exception {
    fuzz(ManifestFuzz::fuzzerTestOneInput, MANIFESTS);
  }

  @Test
  public void grants() throws Exception {
    fuzz(GrantFuzz::fuzzerTestOneInput, CORPUS.resolve("grant"));
  }

  @Test
  public void commands() throws Exception {
    fuzz(CommandFuzz::fuzzerTestOneInput, CORPUS.resolve("command"));
  }

  private static void fuzz(Fuzz fuzz, Path corpus) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        kept.add(Files.readAllBytes(file));
        test(fuzz, kept.get(kept.size() - 1), file.toString());
      }
    }
    assertFalse("there is no corpus in " + corpus, kept.isEmpty());
    System.out.println("fuzzing with -Dsluice.fuzz.seed=" + SEED + " from " + corpus);
    Mutator mutator = new Mutator(kept, new Random(SEED));
    for (int run = 0; run < RUNS; run++) {
      test(fuzz, mutator.next(), "-Dsluice.fuzz.seed=" + SEED + ", input " + run);
    }
  }

  private static void test(Fuzz fuzz, byte[] input, String name) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      fuzz.test(input);
    } catch (Exception | Error e) {
      throw new AssertionError(
          name + ", in Base64: " + Base64.getEncoder().encodeToString(input), e);
    }
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(name + " took " + taken + " bytes", taken < MOST_BYTES);
  }
}
