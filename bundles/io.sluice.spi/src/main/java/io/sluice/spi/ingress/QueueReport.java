// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

/**
 * How a queue is doing. The events that tell of a gap are not counted; each event that was accepted
 * waits, was delivered, was dropped, or was discarded when the queue was closed.
 *
 * @param depth how many events wait, with the one that the handler has in hand
 * @param capacity how many texts may wait
 * @param bytes how many bytes of text wait, with some that were handled just now
 * @param maxBytes how many bytes of text may wait
 * @param accepted how many events were taken in since the queue was opened
 * @param delivered how many the handler took, also with an exception
 * @param filtered how many were counted only, since the plugin did not ask for their kind
 * @param dropped how many were dropped
 * @param droppedBytes how many bytes of text were dropped with them
 */
public record QueueReport(
    int depth,
    int capacity,
    long bytes,
    long maxBytes,
    long accepted,
    long delivered,
    long filtered,
    long dropped,
    long droppedBytes) {}
