// SPDX-License-Identifier: Apache-2.0
/** Lets somebody outside follow what workers do, and nothing else. */
@NullMarked
package io.sluice.observe;

import org.jspecify.annotations.NullMarked;
