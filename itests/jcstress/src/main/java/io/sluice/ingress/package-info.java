// SPDX-License-Identifier: Apache-2.0
/** Two threads meet in queue and lane, from within their own package, since it exports none. */
@NullMarked
package io.sluice.ingress;

import org.jspecify.annotations.NullMarked;
