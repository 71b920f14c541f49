// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.configuration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class CheckedConfigurationTest {

  private static final String PID = "io.sluice.example";

  private final List<String> problems = new ArrayList<>();

  private @interface Example {

    int wait__ms() default 5_000;

    long most__bytes() default 1L << 40;

    String file();
  }

  private Example read(Map<String, ?> values) {
    return CheckedConfiguration.of(Example.class, PID, values, problems::add);
  }

  @Test
  public void whatIsNotConfiguredIsTheDefault() {
    Example example = read(Map.of());

    assertEquals(5_000, example.wait__ms());
    assertEquals(1L << 40, example.most__bytes());
    assertEquals("", example.file());
    assertEquals(List.of(), problems);
  }

  @Test
  public void numbersMayBeTexts() {
    Example example = read(Map.of("wait_ms", " 7 ", "most_bytes", "5000000000", "file", "a.log"));

    assertEquals(7, example.wait__ms());
    assertEquals(5_000_000_000L, example.most__bytes());
    assertEquals("a.log", example.file());
  }

  @Test
  public void numbersMayBeNumbers() {
    assertEquals(7, read(Map.of("wait_ms", 7L)).wait__ms());
    assertEquals(7L, read(Map.of("most_bytes", 7)).most__bytes());
  }

  @Test
  public void aNumberThatIsNoneLeavesTheDefaultAndIsTold() {
    assertEquals(5_000, read(Map.of("wait_ms", "5s")).wait__ms());
    assertEquals(
        List.of(
            "io.sluice.example: wait_ms = '5s' is no whole number up to 2147483647; correct it or"
                + " leave it out. Until then 5000 holds"),
        problems);
  }

  @Test
  public void aNumberThatDoesNotFitLeavesTheDefault() {
    assertEquals(5_000, read(Map.of("wait_ms", "5000000000")).wait__ms());
    assertEquals(1, problems.size());
  }

  @Test
  public void aFractionLeavesTheDefault() {
    assertEquals(1L << 40, read(Map.of("most_bytes", 1.5)).most__bytes());
    assertEquals(
        List.of(
            "io.sluice.example: most_bytes = '1.5' is no whole number; correct it or leave it out."
                + " Until then 1099511627776 holds"),
        problems);
  }

  @Test
  public void anEmptyTextIsNoNumber() {
    assertEquals(5_000, read(Map.of("wait_ms", "")).wait__ms());
    assertEquals(1, problems.size());
  }

  @Test
  public void aBadValueIsOneShortLine() {
    Example unused = read(Map.of("wait_ms", "5\n" + "x".repeat(1_000)));

    assertEquals(1, problems.size());
    assertTrue(problems.get(0), problems.get(0).length() < 256);
    assertEquals(-1, problems.get(0).indexOf('\n'));
  }
}
