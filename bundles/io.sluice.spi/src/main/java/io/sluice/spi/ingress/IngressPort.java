// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

import io.sluice.api.event.IngressEvent;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a source hands over its events. Its methods may be called from any thread, never wait, and
 * never call the plugin.
 */
@ProviderType
public interface IngressPort {

  /**
   * Hands over an event. Events of one thread keep their order. Texts are refused or dropped when
   * the queue is full, as its policy says; other events still find room then.
   *
   * @param event the event
   * @param bytes how many bytes of text it holds, in UTF-8
   * @return {@link Offer#FULL} only for texts, and only if the policy is to pause or to close
   */
  Offer offer(IngressEvent event, int bytes);

  /**
   * Hands over a text that was refused, and drops the oldest ones for it. For a source that has
   * paused for as long as it may.
   *
   * @param event the event
   * @param bytes how many bytes of text it holds, in UTF-8
   * @return accepted or closed
   */
  Offer displace(IngressEvent event, int bytes);

  /**
   * Takes note of a text that arrived but is not handed over, since its connection ends. It counts
   * as dropped, and the plugin is told of a gap in its place.
   *
   * @param event the event
   * @param bytes how many bytes of text it holds, in UTF-8
   */
  void lose(IngressEvent event, int bytes);

  /**
   * Waits for room after {@link Offer#FULL}.
   *
   * @param bytes how many bytes of text the refused event holds
   * @return completes, on the thread that made the room, when the queue is at most half full and
   *     has room for that many bytes, or is closed; another source may be faster then
   */
  CompletionStage<Void> room(int bytes);

  /**
   * Tells whether it is worth to offer a text again after {@link Offer#FULL}, for a source that
   * looks for a moment before it waits.
   *
   * @param bytes how many bytes of text the refused event holds
   * @return whether {@link #room} would be completed at once; it may be called again if not
   */
  boolean hasRoom(int bytes);
}
