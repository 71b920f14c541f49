// SPDX-License-Identifier: Apache-2.0
/** An example gateway, as a peer for the example plugin. */
@NullMarked
package io.sluice.example.gateway;

import org.jspecify.annotations.NullMarked;
