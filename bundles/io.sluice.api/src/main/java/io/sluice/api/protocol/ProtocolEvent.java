// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

/**
 * Something that observers of a worker are told. The host's own events are {@link HostEvent}s, what
 * a plugin publishes are {@link WorkerEvent}s. All are immutable.
 */
public sealed interface ProtocolEvent permits HostEvent, WorkerEvent {

  /**
   * The event's type, as it stands in the JSON form.
   *
   * @return the type, such as {@code text_delta}
   */
  String type();
}
