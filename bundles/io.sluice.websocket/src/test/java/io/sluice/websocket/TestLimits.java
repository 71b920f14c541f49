// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;

/** Limits for a test: generous, but for those that the test is about. */
final class TestLimits {

  Duration connectTimeout = Duration.ofSeconds(20);
  Duration handshakeTimeout = Duration.ofSeconds(20);
  int handshakeHeaderBytes = 16_384;
  int textBytes = 262_144;
  int fragments = 4_096;
  Duration assemblyTimeout = Duration.ofSeconds(60);
  int controlFramesPerSecond = 1_000;
  Duration closeTimeout = Duration.ofSeconds(20);
  int waitingFrames = 64;
  int waitingBytes = 1_048_576;
  Duration sendTimeout = Duration.ofSeconds(60);
  int connectionsPerPlugin = 100;
  int connectionsInAll = 1_000;
  DialRates dialRates = new DialRates(10_000, Duration.ofMillis(1), 10_000, Duration.ofMillis(1));
  Duration stableAfter = Duration.ofSeconds(60);
  int threads = 8;

  WebSocketLimits build() {
    return new WebSocketLimits(
        connectTimeout,
        handshakeTimeout,
        handshakeHeaderBytes,
        textBytes,
        fragments,
        assemblyTimeout,
        controlFramesPerSecond,
        closeTimeout,
        waitingFrames,
        waitingBytes,
        sendTimeout,
        connectionsPerPlugin,
        connectionsInAll,
        dialRates,
        stableAfter,
        threads);
  }
}
