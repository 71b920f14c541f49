// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import io.sluice.api.event.EventKind;
import java.util.List;
import java.util.Set;

/**
 * One ingress of a manifest.
 *
 * @param name the name, unique in the manifest
 * @param description what the author says about it, untrusted
 * @param eventKinds the kinds that are delivered; others are counted only
 * @param queue the ingress's queue
 * @param sources where its events come from, at least one
 */
public record IngressSpec(
    String name,
    String description,
    Set<EventKind> eventKinds,
    QueueSpec queue,
    List<SourceSpec> sources) {

  /** Copies the collections. */
  public IngressSpec {
    eventKinds = Set.copyOf(eventKinds);
    sources = List.copyOf(sources);
  }
}
