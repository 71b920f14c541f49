// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.fixture.meter.Meter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, and with whom.
 *
 * @param kind what is done with texts
 * @param size bytes of a text
 * @param connections how many connections there are
 * @param texts how many texts are measured; half as many warm up before
 * @param contenders those who take part
 */
record Scenario(Load.Kind kind, int size, int connections, int texts, List<String> contenders) {

  private static final List<String> BY_HAND =
      List.of("core-inline", "core-handoff", "application-handoff");
  private static final List<String> OTHERS =
      List.of("jdk", "java-websocket", "okhttp", "vertx", "tyrus");
  private static final String LIMIT = "raw-nio";
  private static final String SLUICE = "sluice";

  static List<Scenario> all() {
    return List.of(
        flood(64, 1, 3_000_000),
        flood(64, 100, 3_000_000),
        flood(1_024, 1, 800_000),
        flood(1_024, 100, 800_000),
        flood(16_384, 1, 120_000),
        flood(16_384, 100, 120_000),
        new Scenario(Load.Kind.ECHO, 64, 1, 60_000, with(BY_HAND)),
        idle(1),
        idle(1_000),
        idle(5_000));
  }

  private static Scenario flood(int size, int connections, int texts) {
    List<String> contenders = new ArrayList<>();
    contenders.add(LIMIT);
    contenders.addAll(BY_HAND);
    contenders.addAll(OTHERS);
    return new Scenario(Load.Kind.FLOOD, size, connections, texts, with(contenders));
  }

  private static Scenario idle(int connections) {
    return new Scenario(Load.Kind.IDLE, 0, connections, 0, with(List.of("core-inline")));
  }

  private static List<String> with(List<String> others) {
    List<String> contenders = new ArrayList<>(others);
    contenders.add(SLUICE);
    return contenders;
  }

  /** The name of this scenario in results. */
  String name() {
    return switch (kind) {
      case FLOOD -> "flood %d B, %d connections".formatted(size, connections);
      case ECHO -> "echo %d B".formatted(size);
      case IDLE -> "idle, %d connections".formatted(connections);
    };
  }

  Scenario scaled(int percent) {
    return new Scenario(kind, size, connections, texts * percent / 100, contenders);
  }

  /** How many texts of each connection are measured: a number that lanes can count. */
  int measuredEach() {
    return batches(texts);
  }

  int warmUpEach() {
    return batches(texts / 2);
  }

  private int batches(int inAll) {
    return Math.max(1, inAll / connections / Meter.BATCH) * Meter.BATCH;
  }
}
