// SPDX-License-Identifier: Apache-2.0
/** Lets clients observe workers of other Runtimes, and nothing else. */
@NullMarked
package io.sluice.proxy;

import org.jspecify.annotations.NullMarked;
