// SPDX-License-Identifier: Apache-2.0
/** Decides which addresses, which trust and which proxy an outbound connection uses. */
@NullMarked
package io.sluice.outbound;

import org.jspecify.annotations.NullMarked;
