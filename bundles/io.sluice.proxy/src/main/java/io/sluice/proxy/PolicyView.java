// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.observation.Observer;
import io.sluice.stream.FrameView;
import io.sluice.stream.JsonReading;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.LogEntry;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ProtocolJson;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client sees as the policies have it. Without any, and where they pass an event, all
 * clients share its bytes.
 */
final class PolicyView implements FrameView {

  private final Policies policies;
  private final Observer observer;
  private final Consumer<Exception> failures;

  /**
   * Makes one.
   *
   * @param policies all policies
   * @param observer the client
   * @param failures takes note of an event of a policy's that cannot be sent
   */
  PolicyView(Policies policies, Observer observer, Consumer<Exception> failures) {
    this.policies = policies;
    this.observer = observer;
    this.failures = failures;
  }

  @Override
  public Optional<ByteBuffer> of(LogEntry entry) {
    if (policies.isEmpty()) {
      return Optional.of(entry.frame());
    }
    ProtocolEvent event = event(entry);
    return policies.view(observer, event).flatMap(seen -> frame(entry, event, seen));
  }

  private Optional<ByteBuffer> frame(LogEntry entry, ProtocolEvent event, ProtocolEvent seen) {
    if (seen.equals(event)) {
      return Optional.of(entry.frame());
    }
    try {
      return Optional.of(entry.frameWith(ProtocolJson.encode(seen)));
    } catch (MalformedException | TooLongException e) {
      failures.accept(e);
      return Optional.empty();
    }
  }

  private static ProtocolEvent event(LogEntry entry) {
    try {
      return ProtocolJson.read(JsonReading.object(UTF_8.decode(entry.payload()).toString()))
          .orElseThrow();
    } catch (MalformedException e) {
      throw new IllegalStateException("what was encoded is no JSON", e);
    }
  }
}
