// SPDX-License-Identifier: Apache-2.0
/** The features in a real Karaf, as operators and peers see them. */
@NullMarked
package io.sluice.itest.karaf;

import org.jspecify.annotations.NullMarked;
