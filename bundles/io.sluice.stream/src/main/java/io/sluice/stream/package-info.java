// SPDX-License-Identifier: Apache-2.0
/**
 * The log of a worker's events, those who follow it, and the endpoint that they connect to. The
 * bundles that observe each hold a private copy.
 */
@NullMarked
package io.sluice.stream;

import org.jspecify.annotations.NullMarked;
