// SPDX-License-Identifier: Apache-2.0
/** Measures the authority registry from within its own package, since it exports none. */
@NullMarked
package io.sluice.authority;

import org.jspecify.annotations.NullMarked;
