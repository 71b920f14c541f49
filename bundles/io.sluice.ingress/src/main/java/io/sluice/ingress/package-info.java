// SPDX-License-Identifier: Apache-2.0
/**
 * The way of events from the sources to the plugins' handlers.
 *
 * <p>A source offers an event to an {@link io.sluice.ingress.EventQueue}. The first event in an
 * idle {@link io.sluice.ingress.Lane} hands the lane to the {@link io.sluice.ingress.DispatchPool},
 * where it takes events in batches and calls the handler for one after the other. The {@link
 * io.sluice.ingress.Watchdog} looks after calls that take too long. What plugins hang on the
 * results of their commands runs on a pool of its own, so that a handler may wait for a result.
 */
@NullMarked
package io.sluice.ingress;

import org.jspecify.annotations.NullMarked;
