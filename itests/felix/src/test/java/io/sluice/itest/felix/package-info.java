// SPDX-License-Identifier: Apache-2.0
/** The host and plugins in a real Felix, as operators and peers see them. */
@NullMarked
package io.sluice.itest.felix;

import org.jspecify.annotations.NullMarked;
