// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.spi.observation.RefusalReport;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens as the settings say, or says why it does not: what cannot be served is kept anyway. */
public final class Endpoint implements AutoCloseable {

  private final ServerSettings settings;
  private final Entrance entrance;
  private final Consumer<String> refusal;
  private volatile @Nullable ObservationServer server;

  /**
   * Wires the parts.
   *
   * @param settings where to listen, and what to let in; nowhere if the port is negative
   * @param entrance what to serve
   * @param refusal is told why it does not listen
   */
  public Endpoint(ServerSettings settings, Entrance entrance, Consumer<String> refusal) {
    this.settings = settings;
    this.entrance = entrance;
    this.refusal = refusal;
  }

  /** Listens, if it may and can. */
  public void start() {
    if (settings.port() < 0) {
      return;
    }
    try {
      server = ObservationServer.start(settings, entrance, System::nanoTime);
    } catch (IllegalArgumentException | IOException e) {
      refusal.accept(String.valueOf(e.getMessage()));
    }
  }

  /** Looks after deadlines. To be called all the time, by one thread. */
  public void look() {
    ObservationServer current = server;
    if (current != null) {
      current.look();
    }
  }

  /**
   * Where it listens.
   *
   * @return the port, or empty if it does not listen
   */
  public OptionalInt port() {
    ObservationServer current = server;
    return current == null ? OptionalInt.empty() : OptionalInt.of(current.port());
  }

  /**
   * What it did not put up with.
   *
   * @return counts since it began to listen
   */
  public RefusalReport refusals() {
    ObservationServer current = server;
    return current == null ? RefusalReport.NONE : current.refusals();
  }

  @Override
  public void close() {
    ObservationServer current = server;
    if (current != null) {
      current.close();
    }
  }
}
