// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The frames of a worker, for one reader. A reader that is too slow is told so in the last frame,
 * like any other.
 */
@ProviderType
public interface Following extends AutoCloseable {

  /**
   * Waits for the next frame.
   *
   * @param limit how long to wait
   * @return the frame, a JSON text, or empty if none came in time
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<String> next(Duration limit) throws InterruptedException;

  /**
   * Tells whether there is nothing more to come.
   *
   * @return whether the stream has ended and all of it was read
   */
  boolean isOver();

  /** Ends it. */
  @Override
  void close();
}
